# Two stages: the first has the tools and builds the wheel (staff app included), the second has what runs.
FROM python:3.12-slim-bookworm AS build
ENV UV_LINK_MODE=copy UV_COMPILE_BYTECODE=1 UV_NO_CACHE=1
WORKDIR /src
RUN pip install --no-cache-dir "uv>=0.9" && python -m venv --without-pip /opt/jiedai
# the packages change rarely: a layer of their own
COPY requirements.lock ./
RUN uv pip install --python /opt/jiedai/bin/python --no-deps --require-hashes -r requirements.lock
COPY . .
RUN uv build --wheel --out-dir /dist . \
 && uv pip install --python /opt/jiedai/bin/python --no-deps /dist/*.whl

FROM python:3.12-slim-bookworm
# libGL and GLib: OpenCV links to them; without them the worker cannot read pictures
RUN apt-get update \
 && apt-get install -y --no-install-recommends libgl1 libglib2.0-0 \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --user-group --no-create-home --home-dir /var/lib/jiedai jiedai \
 && install -d -o jiedai -g jiedai -m 0750 /var/lib/jiedai
COPY --from=build /opt/jiedai /opt/jiedai
ENV PATH=/opt/jiedai/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/var/lib/jiedai \
    JIEDAI_DATA_DIR=/var/lib/jiedai
USER 10001
WORKDIR /var/lib/jiedai
VOLUME /var/lib/jiedai
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
  CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/health', timeout=4)"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["jiedai"]
CMD ["serve", "--host", "0.0.0.0"]
