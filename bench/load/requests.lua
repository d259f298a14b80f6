-- Whole requests from a file, drawn at random: each a line with its length in bytes, then the bytes.
local drawn = {}
local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("number", threads)
end

function init(args)
  math.randomseed(number)
  local file = assert(io.open(args[1], "rb"))
  for length in file:lines() do
    drawn[#drawn + 1] = file:read(tonumber(length))
  end
  file:close()
end

function request()
  return drawn[math.random(#drawn)]
end

function done(summary, latency)
  local failed = summary.errors
  io.write(string.format(
    '\n{"requests": %d, "bytes": %d, "seconds": %.6f, "p50_ms": %.3f, "p99_ms": %.3f, "refused": %d, "broken": %d}\n',
    summary.requests, summary.bytes, summary.duration / 1e6, latency:percentile(50) / 1e3,
    latency:percentile(99) / 1e3, failed.status, failed.connect + failed.read + failed.write + failed.timeout))
end
