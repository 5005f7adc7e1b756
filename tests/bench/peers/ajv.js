// SPDX-License-Identifier: MIT
// Validates YAML records with ajv 8 and js-yaml: node ajv.js SCHEMA FOLDER
//
// One thread and one look at each file, the schema compiled once, the first error of a record is
// enough, formats aren't looked at. Says how many are valid; exit code 1 if not all are.
'use strict';
const fs = require('fs');
const path = require('path');
const Ajv = require('ajv/dist/2020').default;
const yaml = require('js-yaml');

const [, , schema, folder] = process.argv;
const validate = new Ajv({ strict: false, validateFormats: false }).compile(
  JSON.parse(fs.readFileSync(schema, 'utf8')));
const options = { schema: yaml.CORE_SCHEMA };
let valid = 0;
let invalid = 0;

function isValid(file) {
  try {
    return validate(yaml.load(fs.readFileSync(file, 'utf8'), options));
  } catch (error) {
    if (error instanceof yaml.YAMLException) return false;
    throw error;
  }
}

function walk(place) {
  for (const entry of fs.readdirSync(place, { withFileTypes: true })) {
    const name = path.join(place, entry.name);
    if (entry.isDirectory()) walk(name);
    else if (!entry.name.endsWith('.yaml')) continue;
    else if (isValid(name)) valid++;
    else invalid++;
  }
}

walk(folder);
console.log(`${valid} valid, ${invalid} invalid`);
process.exitCode = invalid ? 1 : 0;
