// bootstrap: a collapse and a tab.
import * as module from 'bootstrap';

const { Alert, Collapse, Tab, Toast } = module.Alert ? module : module.default;

export default async () => {
  document.body.innerHTML =
    '<div id="c" class="collapse">x</div><div class="alert">a</div><ul role="tablist"><li><button data-bs-target="#t" class="active">1</button></li><li><button id="b" data-bs-target="#u">2</button></li></ul><div><div id="t" class="tab-pane active"></div><div id="u" class="tab-pane"></div></div>';
  const seen = [];
  document.querySelector('#c').addEventListener('show.bs.collapse', event => seen.push(event.type));
  new Collapse('#c').show();
  new Alert('.alert').close();
  new Tab('#b').show();
  await new Promise(resolve => setTimeout(resolve, 40));
  return [document.body.innerHTML, seen, Toast.VERSION, Collapse.getInstance('#c') instanceof Collapse];
};
