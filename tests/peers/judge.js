// SPDX-License-Identifier: MIT
// Holds records to JSON Schemas with ajv, in strict mode. On stdin a list of {schema, records},
// paths; on stdout the same list of lists of what is wrong with each record, empty where nothing is.
const fs = require("fs");
const Ajv = require("ajv/dist/2020").default;
const addFormats = require("ajv-formats").default;
const yaml = require("js-yaml");

const compiled = new Map();

function compile(text) {
  if (!compiled.has(text)) {
    const ajv = new Ajv({ strict: true, allowUnionTypes: true, allErrors: true });
    addFormats(ajv);
    compiled.set(text, ajv.compile(JSON.parse(text)));
  }
  return compiled.get(text);
}

function judge(validate, path) {
  let record;
  try {
    record = yaml.load(fs.readFileSync(path, "utf8"), { schema: yaml.CORE_SCHEMA });
  } catch (error) {
    return ["no YAML: " + error.message.split("\n")[0]];
  }
  if (validate(record)) return [];
  return validate.errors.map((error) => `${error.instancePath} ${error.message}`.slice(0, 100));
}

const jobs = JSON.parse(fs.readFileSync(0, "utf8"));
const verdicts = jobs.map(({ schema, records }) => {
  const validate = compile(fs.readFileSync(schema, "utf8"));
  return records.map((path) => judge(validate, path));
});
process.stdout.write(JSON.stringify(verdicts));
