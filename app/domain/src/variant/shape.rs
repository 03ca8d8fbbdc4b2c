use crate::reading::Block;

/// Blocks that tell somebody what to do, by the class of their heading.
const KINDS: [(&str, &str); 4] =
    [("danger", "危险信号"), ("steps", "步骤"), ("not-for", "不能用、不要做"), ("myths", "误会")];

/// What a variant says less or more than its original: a translation must not lose the card that says when to call
/// 120, nor a step.
#[must_use]
pub fn shape_faults(own: &[Block], original: &[Block]) -> Vec<String> {
    let differs = |(kind, words): (&'static str, &str)| match (counted(own, kind), counted(original, kind)) {
        (here, there) if here == there => None,
        (0, _) => Some(format!("简体版有“{words}”块 {{.{kind}}}，这里没有")),
        (_, 0) => Some(format!("简体版没有“{words}”块 {{.{kind}}}，这里有")),
        (here, there) => Some(format!("“{words}”块 {{.{kind}}} 简体版有 {there} 个，这里有 {here} 个")),
    };
    let faults: Vec<String> = KINDS.into_iter().filter_map(differs).collect();
    if !faults.is_empty() {
        return faults;
    }
    if !classes(own).eq(classes(original)) {
        return vec!["块的先后和简体版不一样".to_owned()];
    }
    let (own, original) = (parts(own), parts(original));
    let pairs = own.into_iter().zip(original).filter(|(here, there)| here != there);
    pairs.map(|((words, here), (_, there))| format!("{words}简体版有 {there} 条，这里有 {here} 条")).collect()
}

fn class(block: &Block) -> Option<&'static str> {
    match block {
        Block::Danger { .. } => Some("danger"),
        Block::Steps { .. } => Some("steps"),
        Block::NotFor { .. } => Some("not-for"),
        Block::Myths { .. } => Some("myths"),
        Block::Prose { .. } | Block::Section { .. } => None,
    }
}

fn counted(blocks: &[Block], kind: &str) -> usize {
    classes(blocks).filter(|class| *class == kind).count()
}

fn classes(blocks: &[Block]) -> impl Iterator<Item = &'static str> {
    blocks.iter().filter_map(class)
}

/// How many steps and misunderstandings each block holds.
fn parts(blocks: &[Block]) -> Vec<(&'static str, usize)> {
    let counted = |block: &Block| match block {
        Block::Steps { items, .. } => Some(("步骤", items.len())),
        Block::Myths { pairs, .. } => Some(("误会", pairs.len())),
        _ => None,
    };
    blocks.iter().filter_map(counted).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::Myth;

    fn danger() -> Block {
        Block::Danger { title: "危险".into(), html: String::new() }
    }

    fn steps(count: usize) -> Block {
        Block::Steps { title: "三步".into(), items: vec!["看".into(); count] }
    }

    fn not_for() -> Block {
        Block::NotFor { title: "不要".into(), html: String::new() }
    }

    fn myths(count: usize) -> Block {
        let pair = Myth { wrong: "错".into(), right: "对".into() };
        Block::Myths { title: "误会".into(), pairs: vec![pair; count] }
    }

    fn prose() -> Block {
        Block::Prose { html: String::new() }
    }

    #[test]
    fn a_variant_has_the_blocks_of_its_original() {
        let original = || vec![prose(), danger(), steps(3), not_for(), myths(2)];
        for (own, faults) in [
            (original(), vec![]),
            // What is only told may be told in more or fewer pieces.
            (vec![danger(), prose(), prose(), steps(3), not_for(), myths(2)], vec![]),
            (vec![steps(3), not_for(), myths(2)], vec!["简体版有“危险信号”块 {.danger}，这里没有"]),
            (
                vec![danger(), danger(), steps(3), myths(2)],
                vec![
                    "“危险信号”块 {.danger} 简体版有 1 个，这里有 2 个",
                    "简体版有“不能用、不要做”块 {.not-for}，这里没有",
                ],
            ),
            (vec![steps(3), danger(), not_for(), myths(2)], vec!["块的先后和简体版不一样"]),
            (
                vec![danger(), steps(2), not_for(), myths(3)],
                vec!["步骤简体版有 3 条，这里有 2 条", "误会简体版有 2 条，这里有 3 条"],
            ),
        ] {
            assert_eq!(shape_faults(&own, &original()), faults);
        }
        assert_eq!(shape_faults(&[danger()], &[]), ["简体版没有“危险信号”块 {.danger}，这里有"]);
    }
}
