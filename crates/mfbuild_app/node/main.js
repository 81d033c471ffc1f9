// One request in, one answer out: `request` stands before this script, the answer is JSON, the last line of stdout.
'use strict';

// Something that the user has to mend; all else that is thrown is a crash.
class Failure extends Error {
  constructor(code, message = '', place = {}) {
    super(message);
    this.answer = { code, message, ...place };
  }
}

// What packages print must not get into the answer.
const writeAnswer = process.stdout.write.bind(process.stdout);
process.stdout.write = process.stderr.write.bind(process.stderr);

function renderPage({ template, purpose }, parameters, environment) {
  if (typeof template !== 'string') return {};
  // As bundlers do it: `process.env` is there, its mode is always that of the build.
  const read = (_, name) => {
    if (name === 'NODE_ENV') return parameters.mode ?? (['app', 'remote'].includes(purpose) ? 'development' : 'production');
    environment.add(String(name));
    return process.env[name];
  };
  const scope = { process: { env: new Proxy({}, { get: read }) }, require: undefined, ...parameters };
  try {
    return renderTemplate(template, scope);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw new Failure('invalid-template', error.message, byteRange(template, [error.start, error.end]));
  }
}

async function answerTo(request) {
  const environment = new Set();
  if (request.kind === 'template') return failureOr(() => renderPage(request, request.parameters, environment));
  const inputs = recordInputs();
  const answer = await failureOr(() => backstageConfig(request, inputs, environment));
  return { ...answer, environment: [...environment], inputs: inputs.lists() };
}

async function failureOr(work) {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Failure) return { failure: error.answer };
    throw error;
  }
}

answerTo(request)
  // On a line of its own: something may have been printed before this script began. Packages may leave timers behind.
  .then(answer => writeAnswer(`\n${JSON.stringify(answer)}`, () => process.exit(0)));
