//! A preview shows every page: a view that is added to the pages is drawn there too.

use super::{collect, read, root};

/// Views that belong to no form: nobody knows whose page it is.
const NOBODYS: [&str; 3] = ["problem", "unsaved", "nowhere"];

#[test]
fn every_view_is_in_the_preview() {
    let mut files = Vec::new();
    collect(&root().join("src/pages/view"), "rs", &mut files);
    let views: Vec<String> = files
        .iter()
        .flat_map(|file| {
            let text = read(file);
            let heads = text.split("\npub fn ").skip(1).map(str::to_owned).collect::<Vec<_>>();
            heads.into_iter().filter_map(|head| {
                let (name, rest) = head.split_once('(')?;
                let (signature, _) = rest.split_once('{')?;
                signature.trim_end().ends_with("-> Page").then(|| name.to_owned())
            })
        })
        .filter(|name| !NOBODYS.contains(&name.as_str()))
        .collect();
    assert!(views.len() > 8, "{views:?}");
    let mut previews = Vec::new();
    collect(&root().join("src/pages/preview"), "rs", &mut previews);
    let drawn: String = previews.iter().map(|file| read(file)).collect();
    let missing: Vec<_> = views.iter().filter(|name| !drawn.contains(&format!("view::{name}("))).collect();
    assert!(missing.is_empty(), "add them to src/pages/preview/state.rs: {missing:?}");
}
