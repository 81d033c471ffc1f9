//! The html page of an app.
