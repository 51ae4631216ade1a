//! The Content-Security-Policy of a page: its own script and style by their hashes, and nothing else from anywhere.

use super::sha256::sha256;

/// What a page is allowed to do: run these scripts, use these styles, show pictures that it holds itself if `pictures`,
/// and nothing else; no request, no form, no frame, no handler in an attribute.
#[must_use]
pub fn policy(scripts: &[&str], styles: &[&str], pictures: bool) -> String {
    let sources = |texts: &[&str]| {
        let hashes: Vec<String> = texts.iter().map(|text| format!("'{}'", hash(text))).collect();
        if hashes.is_empty() { "'none'".to_owned() } else { hashes.join(" ") }
    };
    format!(
        "default-src 'none'; script-src {}; style-src {}; img-src {}; base-uri 'none'; form-action 'none'",
        sources(scripts),
        sources(styles),
        if pictures { "data:" } else { "'none'" }
    )
}

/// `sha256-…` of an element's text, as CSP names it.
///
/// Source: W3C Content Security Policy Level 3, 2.3.1 "Source Lists".
fn hash(text: &str) -> String {
    format!("sha256-{}", base64(&sha256(text.as_bytes())))
}

/// Source: RFC 4648, 4 "Base 64 Encoding".
pub fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |at: usize| three.get(at).map_or(0, |byte| u32::from(*byte));
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * at)) as usize & 63];
            out.push(if at as usize <= three.len() { char::from(letter) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The expected value is the specification's own: CSP Level 3, 6.7.3.3, `alert('Hello, world.');`.
    #[test]
    fn a_hash_is_the_one_of_the_specification() {
        assert_eq!(hash("alert('Hello, world.');"), "sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng=");
    }

    /// The values are those of RFC 4648, 10.
    #[test]
    fn base64_is_the_one_of_the_standard() {
        for (bytes, expected) in
            [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foobar", "Zm9vYmFy")]
        {
            assert_eq!(base64(bytes.as_bytes()), expected);
        }
    }

    #[test]
    fn a_page_may_use_nothing_but_its_own() {
        let policy = policy(&["a"], &[], false);
        assert!(policy.starts_with("default-src 'none'; script-src 'sha256-"));
        for never in ["unsafe", "http", "*", "data:", "'self'"] {
            assert!(!policy.contains(never), "{policy}");
        }
        assert!(policy.contains("style-src 'none'; img-src 'none'; base-uri 'none'"));
        let pictures = super::policy(&[], &["a"], true);
        assert!(
            pictures.contains("script-src 'none'; style-src 'sha256-")
                && pictures.contains("; img-src data:; ")
        );
    }
}
