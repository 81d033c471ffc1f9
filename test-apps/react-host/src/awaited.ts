const { maker } = await import('maker_mfbuild/value');

export const awaited = `${maker} was awaited`;
