//! Texts, lists and objects that are made to be slow to read, each of about so many bytes.

/// Texts of one line and of many, each of about `size` bytes.
pub fn texts(size: usize) -> Vec<String> {
    [
        "a",
        "0",
        "+",
        "(0)",
        "0(0)27",
        "a@",
        "a.",
        "a-",
        "-",
        "%",
        "\\",
        "/../",
        "https://",
        "é",
        "e\u{301}",
        "\u{316}",
        "a\u{200D}",
        "\u{FDFA}",
        "\u{FB1D}",
        "٣",
        "१",
        "\u{1F9D1}\u{200D}",
        "한",
        " ",
        "1988-03-07T",
        "9999-",
        "<&\"'>",
        "A+",
        "\t",
    ]
    .iter()
    .map(|part| part.repeat(size / part.len()))
    .collect()
}

/// Values of JSON that are no text, each of about `size` bytes.
pub fn values(size: usize) -> Vec<String> {
    let list = |part: &str| format!("[{}]", vec![part; size / (part.len() + 1)].join(","));
    let numbers: Vec<String> = (0..size / 6).map(|at| format!("{:05}", 10_000 + at % 90_000)).collect();
    let words: Vec<String> = (0..size / 8).map(|at| format!("\"{at:05}\"")).collect();
    vec![
        list("0"),
        list("\"\""),
        list("[]"),
        list("{}"),
        list("null"),
        format!("[{}]", numbers.join(",")),
        format!("[{}]", words.join(",")),
        format!("{}{}", "[".repeat(size / 2), "]".repeat(size / 2)),
        format!("{}0{}", "{\"a\":".repeat(size / 6), "}".repeat(size / 6)),
        "1".repeat(size),
        format!("0.{}", "1".repeat(size)),
        format!("\"{}\"", "\\u0041".repeat(size / 6)),
        format!("\"{}\"", "\\ud83d\\ude00".repeat(size / 12)),
        object(&names(size, "")),
    ]
}

/// Objects of JSON, each of about `size` bytes.
pub fn objects(size: usize) -> Vec<String> {
    vec![
        object(&names(size, "")),
        object(&names(size, &"x".repeat(50))),
        object(&vec!["a".to_owned(); size / 6]),
        object(&["x".repeat(size)]),
        object(&names(size, "é\\u0001~/")),
    ]
}

/// Forms and queries, each of about `size` bytes.
pub fn forms(size: usize) -> Vec<String> {
    let pairs = |names: &[String]| names.join("&");
    let short: Vec<String> = (0..size / 5).map(|at| format!("{at:04}")).collect();
    vec![
        pairs(&short),
        pairs(&names(size, &"x".repeat(50))),
        "a&".repeat(size / 2),
        "&".repeat(size),
        "=".repeat(size),
        "%41=%42&".repeat(size / 8),
        format!("a={}", "+".repeat(size)),
        format!("a={}", "%F0".repeat(size / 3)),
        pairs(&names(size, "").iter().map(|name| format!("{name}=")).collect::<Vec<_>>()),
    ]
}

fn names(size: usize, prefix: &str) -> Vec<String> {
    let each = prefix.len() + 9;
    (0..size / each).map(|at| format!("{prefix}{at:04}")).collect()
}

fn object(names: &[String]) -> String {
    let members: Vec<String> = names.iter().map(|name| format!("\"{name}\":1")).collect();
    format!("{{{}}}", members.join(","))
}
