// Not part of the bundle: whoever serves the page writes it.
window.acmeAddresses = { maker_webpack: 'http://localhost:4303' };
