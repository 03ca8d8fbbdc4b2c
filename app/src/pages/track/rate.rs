//! 好差评: five fixed grades, once, after a matter is closed.

use domain::matter::MatterKind;
use domain::query_code::QueryCode;
use domain::question;
use leptos::prelude::*;

use super::actions::{Back, MatterForm};
use crate::parts::{Choice, ErrorSummary, Errors, FieldFault, Head, Shell, TextArea};

/// From the best to the worst, as the national rules for 政务服务好差评 name them.
pub const GRADES: [(u8, &str); 5] = [(5, "非常满意"), (4, "满意"), (3, "基本满意"), (2, "不满意"), (1, "非常不满意")];

#[derive(Clone)]
pub struct RatePage {
    pub kind: MatterKind,
    pub number: String,
    pub code: QueryCode,
    pub grade: Option<u8>,
    pub comment: String,
    pub errors: Errors,
}

pub fn page(data: RatePage) -> impl IntoView {
    let title = format!("评价这件{}的办理", data.kind.words());
    let head = Head { title: data.errors.title(&title), noindex: true, ..Head::default() };
    let (fault, refused) = (data.errors.at("grade"), data.errors.at("comment"));
    let grades = GRADES
        .iter()
        .enumerate()
        .map(|(index, (grade, words))| {
            let id = (index == 0).then(|| "grade".to_owned());
            view! { <Choice name="grade" value=grade.to_string() words=*words chosen=data.grade == Some(*grade) id/> }
        })
        .collect_view();
    view! {
        <Shell head>
            <main id="main" class="wrap" tabindex="-1">
                <ErrorSummary errors=data.errors/>
                <h1>{title}</h1>
                <p>{format!("编号 {}。只能评价一次。", data.number)}</p>
                <MatterForm path="track/rate" number=data.number code=data.code.clone()>
                    <input type="hidden" name="sent" value="yes"/>
                    <fieldset class="field">
                        <legend>"您对办理满意吗？"</legend>
                        <FieldFault name="grade" error=fault/>
                        {grades}
                    </fieldset>
                    <TextArea
                        name="comment" label="想说的话（可以不填）" max=question::MessageText::MAX rows=4
                        hint="不满意的，请写明原因。匿名举报的，不要写自己的姓名、电话。"
                        value=data.comment error=refused
                    />
                    <div class="actions"><button class="button">"提交评价"</button></div>
                </MatterForm>
                <Back code=data.code words="不评价，返回"/>
            </main>
        </Shell>
    }
}
