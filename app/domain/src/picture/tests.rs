use proptest::prelude::*;

use super::*;

fn typed(fields: &[(&str, &str)]) -> TypedPicture {
    TypedPicture(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
}

fn areas() -> impl Strategy<Value = Area> {
    (0..WHOLE, 0..WHOLE).prop_flat_map(|(left, top)| {
        (1..=WHOLE - left, 1..=WHOLE - top)
            .prop_map(move |(width, height)| Area::new(left, top, width, height).unwrap())
    })
}

#[test]
fn a_picture_is_drawn_in_no_larger_size_than_its_own() {
    assert_eq!(widths(4000), [360, 720, 1080]);
    assert_eq!(widths(1080), [360, 720, 1080]);
    assert_eq!(widths(900), [360, 720, 900]);
    assert_eq!(widths(200), [200]);
}

#[test]
fn words_are_needed_unless_it_is_decoration() {
    let faults = |fields: &[(&str, &str)]| {
        typed(fields).about().err().unwrap_or_default().into_iter().map(|fault| fault.field).collect::<Vec<_>>()
    };
    assert_eq!(faults(&[]), ["alt", "credit"]);
    assert_eq!(faults(&[("alt", "药盒正面"), ("credit", "本局")]), Vec::<String>::new());
    assert_eq!(faults(&[("decorative", "yes"), ("credit", "本局")]), Vec::<String>::new());
    assert_eq!(faults(&[("decorative", "yes"), ("alt", "花"), ("credit", "本局")]), ["alt"]);
    assert_eq!(faults(&[("alt", &"长".repeat(121)), ("credit", "本局")]), ["alt"]);
}

#[test]
fn places_are_typed_in_percent() {
    let edit = |fields: &[(&str, &str)]| typed(fields).edit(&Edit::default());
    let crop = [("crop_left", "12.5"), ("crop_top", "0"), ("crop_width", "50%"), ("crop_height", "100")];
    assert_eq!(edit(&crop).unwrap().crop, Area::new(125, 0, 500, 1000));
    assert_eq!(edit(&[]).unwrap(), Edit::default(), "nothing typed, nothing done");
    let fault = |fields: &[(&str, &str)]| edit(fields).unwrap_err().remove(0).field;
    assert_eq!(fault(&[("blur_1_left", "5")]), "blur_1_top", "a rectangle has four sides");
    for bad in ["-1", "1.25", "abc", "101", "1e2", "9999"] {
        assert_eq!(
            fault(&[("crop_left", bad), ("crop_top", "0"), ("crop_width", "5"), ("crop_height", "5")]),
            "crop_left"
        );
    }
    let beyond = [("blur_2_left", "60"), ("blur_2_top", "0"), ("blur_2_width", "50"), ("blur_2_height", "10")];
    assert_eq!(fault(&beyond), "blur_2_left");
}

#[test]
fn a_focus_is_chosen_among_nine_or_typed_and_never_both() {
    let before = Edit { focus: Spot { x: 300, y: 400 }, ..Edit::default() };
    let focus = |fields: &[(&str, &str)]| typed(fields).edit(&before).map(|edit| (edit.focus.x, edit.focus.y));
    let (same, other) = ([("focus_x", "30"), ("focus_y", "40")], [("focus_x", "10"), ("focus_y", "40")]);
    assert_eq!(focus(&same), Ok((300, 400)));
    assert_eq!(focus(&other), Ok((100, 400)));
    assert_eq!(focus(&[&same[..], &[("focus", "bottom-right")]].concat()), Ok((833, 833)));
    assert_eq!(focus(&[("focus", "top"), ("focus_x", "50"), ("focus_y", "16.7")]), Ok((500, 167)), "one place twice");
    let both = focus(&[&other[..], &[("focus", "top")]].concat()).unwrap_err();
    assert_eq!(both[0].field, "focus");
    assert_eq!(focus(&[&same[..], &[("focus", "elsewhere")]].concat()).unwrap_err()[0].field, "focus");
    // The form comes with the ninth that stands there chosen: what is typed then is what was changed.
    let before = Edit { focus: NINTHS[0].middle, ..Edit::default() };
    let mut form = TypedPicture::of(&About::default(), &before);
    assert_eq!(form.edit(&before).unwrap().focus, NINTHS[0].middle);
    form.0.retain(|(name, _)| name != "focus_x");
    form.0.push(("focus_x".to_owned(), "90".to_owned()));
    assert_eq!(form.edit(&before).unwrap().focus, Spot { x: 900, y: 167 });
}

#[test]
fn what_was_marked_covers_at_least_a_pixel() {
    let dot = Area::new(999, 999, 1, 1).unwrap();
    assert_eq!(dot.pixels((3, 3)), [2, 2, 1, 1]);
    assert_eq!(Area::new(333, 0, 334, 1000).unwrap().pixels((100, 10)), [33, 0, 34, 10], "rounded outward");
}

#[test]
fn a_picture_names_its_line_for_a_text() {
    let about = About { alt: "药盒[正面]".into(), decorative: false, credit: "本局".into() };
    assert_eq!(about.markdown("tu-1"), "![药盒正面](../pictures/tu-1.jpg)");
    let about = About { decorative: true, ..About::default() };
    assert_eq!(about.markdown("tu-1"), "![](../pictures/tu-1.jpg \"装饰图\")");
}

proptest! {
    #[test]
    fn turned_four_times_it_is_as_before(areas in proptest::collection::vec(areas(), 0..4), x in 0..=WHOLE, y in 0..=WHOLE) {
        let edit = Edit { turn: Turn::None, crop: areas.first().copied(), focus: Spot { x, y }, blurs: areas };
        prop_assert_eq!(edit.turned_left().turned_right(), edit.clone());
        let around = edit.turned_right().turned_right().turned_right().turned_right();
        prop_assert_eq!(around, edit);
    }

    #[test]
    fn every_rectangle_lies_inside_whatever_the_size(area in areas(), width in 1u32..5000, height in 1u32..5000) {
        let [left, top, across, down] = area.pixels((width, height));
        prop_assert!(across >= 1 && down >= 1 && left + across <= width && top + down <= height);
    }

    #[test]
    fn the_form_says_what_stands_there(areas in proptest::collection::vec(areas(), 0..4), x in 0..=WHOLE, y in 0..=WHOLE) {
        let edit = Edit { turn: Turn::Left, crop: areas.first().copied(), focus: Spot { x, y }, blurs: areas };
        let about = About { alt: "药盒".into(), decorative: false, credit: "本局".into() };
        let form = TypedPicture::of(&about, &edit);
        prop_assert_eq!(form.edit(&edit).unwrap(), edit);
        prop_assert_eq!(form.about().unwrap(), about);
    }

    #[test]
    fn whatever_is_typed_is_answered(values in proptest::collection::vec("\\PC{0,6}", 8)) {
        let names = ["crop_left", "crop_top", "crop_width", "crop_height", "focus_x", "focus_y", "alt", "credit"];
        let form = TypedPicture(names.iter().map(|name| (*name).to_owned()).zip(values).collect());
        let _ = (form.about(), form.edit(&Edit::default()));
    }
}
