// SPDX-License-Identifier: MIT
// Holds SARIF logs to the schema of version 2.1.0 and reads JUnit XML. On stdin a list of {sarif,
// junit}, texts; on stdout a list of {sarif: what is wrong, junit: [tests, failures, test cases]}.
const fs = require("fs");
const path = require("path");
const Ajv = require("ajv-draft-04").default;
const addFormats = require("ajv-formats").default;
const { parse } = require("junit2json");

const schemas = path.join(path.dirname(require.resolve("@microsoft/jest-sarif/package.json")), "lib/schemas");
const schema = JSON.parse(fs.readFileSync(path.join(schemas, "sarif-2.1.0-rtm.5.json"), "utf8"));
const ajv = new Ajv({ strict: false, unicodeRegExp: false, allErrors: true });
addFormats(ajv);
const validate = ajv.compile(schema);

async function judge({ sarif, junit }) {
  const valid = validate(JSON.parse(sarif));
  const wrong = valid ? [] : validate.errors.map((error) => `${error.instancePath} ${error.message}`);
  const suite = (await parse(junit)).testsuite[0];
  return { sarif: wrong.slice(0, 5).join("; "), junit: [suite.tests, suite.failures, suite.testcase.length] };
}

async function main() {
  const documents = JSON.parse(fs.readFileSync(0, "utf8"));
  const verdicts = [];
  for (const document of documents) verdicts.push(await judge(document));
  process.stdout.write(JSON.stringify(verdicts));
}

main();
