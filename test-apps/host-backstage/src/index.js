import('./app').then(app => app.start()).catch(error => {
  document.getElementById('root').textContent = `host failed: ${error.stack}`;
  console.error(error);
});
