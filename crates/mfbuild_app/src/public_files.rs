//! The files of `public/`.
