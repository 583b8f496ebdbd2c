// Works the expression of one score of a shipped form out with fhirpath.js: the form and the score's linkId are given,
// QuestionnaireResponses come in, one a line, and totals go out.
const fs = require("fs");
const readline = require("readline");
const fhirpath = require("fhirpath");
const model = require("fhirpath/fhir-context/r4");

const HL7 = "http://hl7.org/fhir/StructureDefinition/";
const CALCULATED = "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression";
const form = JSON.parse(fs.readFileSync(process.argv[2], "utf8"));
const compiled = (expression) => fhirpath.compile(expression, model);
const variables = form.extension
  .filter((one) => one.url === HL7 + "variable")
  .map((one) => [one.valueExpression.name, compiled(one.valueExpression.expression)]);
const item = form.item.find((one) => one.linkId === process.argv[3]);
const total = compiled(item.extension.find((one) => one.url === CALCULATED).valueExpression.expression);

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  const response = JSON.parse(line);
  const known = { resource: response };
  for (const [name, expression] of variables) known[name] = expression(response, known);
  const said = total(response, known);
  process.stdout.write(JSON.stringify(said.length === 1 ? said[0] : null) + "\n");
});
