//! The real loader, where the test apps' packages are installed.
