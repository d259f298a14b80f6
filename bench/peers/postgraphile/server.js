// PostGraphile 5 over the book: `node server.js PORT` with DATABASE_URL. With ROW_POLICIES=1 each request's headers
// become the settings that the row policies read; nobody is authenticated either way.
import { createServer } from "node:http";
import { PgAggregatesPreset } from "@graphile/pg-aggregates";
import { grafserv } from "postgraphile/grafserv/node";
import { makePgService } from "postgraphile/adaptors/pg";
import { pgSmartTags } from "postgraphile/utils";
import { PostGraphileAmberPreset } from "postgraphile/presets/amber";
import { postgraphile } from "postgraphile";

const SETTINGS = ["branches", "officers", "customers", "actor"];
const POOL_SIZE = 10;

// relations that the tables have without a foreign key
const toOne = (table, column, other, otherColumn, name) => ({
  kind: "class",
  match: table,
  tags: { foreignKey: `(${column}) references ${other} (${otherColumn})|@fieldName ${name}` },
});
const merged = (rules) => {
  const byTable = new Map();
  for (const { match, tags } of rules) byTable.set(match, [...(byTable.get(match) ?? []), tags.foreignKey]);
  return [...byTable].map(([match, foreignKey]) => ({ kind: "class", match, tags: { foreignKey } }));
};
const relations = ["loans", "applications"].flatMap((table) => [
  toOne(table, "branch_id", "branches", "id", "branch"),
  toOne(table, "officer_id", "staff", "id", "officer"),
]);
relations.push(toOne("loans", "customer_id", "customers", "customer_id", "customer"));
// columns without an index of their own are not offered as conditions and groups unless they are asked for
const offered = ["loans.state", "loans.product_version_id", "applications.product_version_id"].map((match) => ({
  kind: "attribute",
  match,
  tags: { behavior: ["+attribute:filterBy", "+attribute:groupBy"] },
}));

const policies = process.env.ROW_POLICIES === "1";
const preset = {
  extends: [PostGraphileAmberPreset, PgAggregatesPreset],
  plugins: [pgSmartTags([...merged(relations), ...offered])],
  pgServices: [
    makePgService({ connectionString: process.env.DATABASE_URL, schemas: ["public"], poolConfig: { max: POOL_SIZE } }),
  ],
  grafserv: { graphiql: false, watch: false, maxRequestLength: 100_000 },
  grafast: {
    explain: false,
    context: policies
      ? ({ node }) => ({
          pgSettings: Object.fromEntries(
            SETTINGS.map((name) => [`jiedai.${name}`, node?.req.headers[`x-jiedai-${name}`] ?? ""]),
          ),
        })
      : undefined,
  },
};

const instance = postgraphile(preset);
const server = createServer();
const serve = instance.createServ(grafserv);
await serve.addTo(server);
await serve.ready?.();
await instance.getSchema();
server.listen(Number(process.argv[2]), "127.0.0.1", () => console.log("ready"));
for (const word of ["SIGTERM", "SIGINT"]) process.on(word, () => process.exit(0));
