// Globals that packages of Node's standard library expect of the page.
import process from 'process/browser.js';

globalThis.process ??= process;
