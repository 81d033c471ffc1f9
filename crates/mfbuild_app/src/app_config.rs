//! The configuration of a Backstage app, as its page sees it (spec/backstage.md "Config").
