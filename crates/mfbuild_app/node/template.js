// Fills in an html template as lodash does with the options of html-webpack-plugin: `<%= %>` prints, `<%- %>` prints
// escaped, `<% %>` runs, `${}` is plain text. What a template may see are its parameters and the globals of Node.
//
// The files of this directory are joined to one script: functions of one are visible in the others.
'use strict';

const vm = require('node:vm');

const BLOCK = /<%([-=]?)([\s\S]+?)%>/g;
const SCRIPT_NAME = 'mfbuild-template';
const ESCAPES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
// Answers that are only true today must not be cached.
const VOLATILE = /\b(?:Date|Math|Intl|global|globalThis|crypto|performance|fetch|import|Function|eval)\b/;

// A block of a template that cannot be compiled or throws; offsets count UTF-16 units.
class TemplateError extends Error {
  constructor(cause, block) {
    super(describeError(cause));
    this.start = block?.start ?? 0;
    this.end = block?.end ?? 0;
  }
}

function describeError(error) {
  return error?.message === undefined ? String(error) : `${error.name ?? 'Error'}: ${error.message}`;
}

function renderTemplate(text, parameters) {
  const blocks = [...text.matchAll(BLOCK)].map(match => ({
    kind: match[1],
    code: match[2],
    start: match.index,
    end: match.index + match[0].length,
  }));
  const state = { html: '', block: 0, parameters, text: asText, escape: escapeHtml };
  const print = (...values) => void (state.html += values.join(''));
  const run = compileTemplate(text, blocks);
  try {
    run(state, print);
  } catch (error) {
    throw new TemplateError(error, blocks[state.block]);
  }
  return { html: state.html, volatile: blocks.some(block => VOLATILE.test(block.code)) };
}

// Every block stands on lines of its own, so that the line of a syntax error tells the block.
function compileTemplate(text, blocks) {
  const lines = ['with ($mf.parameters) {'];
  const blockOfLine = [];
  const addBlock = (index, before, after) => {
    lines.push(before);
    for (const line of blocks[index].code.split(/\r\n|[\n\r\u2028\u2029]/)) {
      blockOfLine[lines.length] = index;
      lines.push(line);
    }
    // An unfinished block is noticed where it ends.
    blockOfLine[lines.length] = index;
    lines.push(after);
  };
  let end = 0;
  blocks.forEach((block, index) => {
    lines.push(`$mf.html += ${JSON.stringify(text.slice(end, block.start))};`);
    const show = block.kind === '-' ? '$mf.escape' : '$mf.text';
    if (block.kind === '') addBlock(index, `$mf.block = ${index};`, ';');
    else addBlock(index, `$mf.html += ${show}(($mf.block = ${index}, (`, ')));');
    end = block.end;
  });
  lines.push(`$mf.html += ${JSON.stringify(text.slice(end))};`, '}');
  try {
    return vm.compileFunction(lines.join('\n'), ['$mf', 'print'], { filename: SCRIPT_NAME });
  } catch (error) {
    const line = new RegExp(`^${SCRIPT_NAME}:(\\d+)`).exec(error.stack)?.[1];
    throw new TemplateError(error, wrongExpression(blocks) ?? blocks[blockOfLine[line - 1]] ?? unbalancedBlock(blocks));
  }
}

// What prints must be an expression, taken alone.
function wrongExpression(blocks) {
  return blocks.find(block => {
    if (block.kind === '') return false;
    try {
      vm.compileFunction(`return (\n${block.code}\n);`);
      return false;
    } catch {
      return true;
    }
  });
}

// The block that opens what is never closed, or closes what was never opened. Brackets in strings are counted too:
// this only picks the place for an error that is known to be there.
function unbalancedBlock(blocks) {
  const open = [];
  const code = blocks.filter(block => block.kind === '');
  for (const block of code) {
    for (const bracket of block.code.match(/[{}()[\]]/g) ?? []) {
      if ('{(['.includes(bracket)) open.push(block);
      else if (open.pop() === undefined) return block;
    }
  }
  return open.pop() ?? code.pop();
}

function asText(value) {
  return value === undefined || value === null ? '' : `${value}`;
}

function escapeHtml(value) {
  return asText(value).replace(/[&<>"']/g, character => ESCAPES[character]);
}
