/** Who built this: `mfbuild`, `rspack`, `webpack` or `vite`. */
declare const MAKER: string;

declare module '*.png' {
  const url: string;
  export default url;
}
declare module '*.module.css' {
  const classes: Readonly<Record<string, string>>;
  export default classes;
}
