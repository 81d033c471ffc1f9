//! Media types by file name.

/// The media type of a file. Texts say that they are UTF-8, and scripts have the one type that the HTML standard names.
pub(crate) fn content_type(name: &str) -> String {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    match extension {
        "js" | "mjs" | "cjs" => "text/javascript; charset=utf-8".to_owned(),
        "json" | "map" => "application/json; charset=utf-8".to_owned(),
        // Declarations of a remote, which the table of types takes for video.
        "ts" | "mts" | "cts" | "tsx" => "text/plain; charset=utf-8".to_owned(),
        "webmanifest" => "application/manifest+json; charset=utf-8".to_owned(),
        _ => with_charset(mime_guess::from_ext(extension).first_or_octet_stream().essence_str()),
    }
}

fn with_charset(essence: &str) -> String {
    if essence.starts_with("text/") || essence == "image/svg+xml" {
        format!("{essence}; charset=utf-8")
    } else {
        essence.to_owned()
    }
}
