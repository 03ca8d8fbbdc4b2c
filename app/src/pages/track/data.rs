//! What a person may ask about the personal data kept of them (个人信息保护法 §45–§47).

use domain::matter::DataWish;
use domain::query_code::QueryCode;
use domain::question;
use leptos::prelude::*;

use super::actions::{Back, MatterForm};
use crate::parts::{Choice, ErrorSummary, Errors, FieldFault, Head, Shell, TextArea};

#[derive(Clone)]
pub struct DataPage {
    pub number: String,
    pub code: QueryCode,
    pub wish: Option<DataWish>,
    pub note: String,
    pub errors: Errors,
}

pub fn page(data: DataPage) -> impl IntoView {
    let title = "我的个人信息";
    let head = Head { title: data.errors.title(title), noindex: true, ..Head::default() };
    let (fault, refused) = (data.errors.at("wish"), data.errors.at("note"));
    let wishes = DataWish::ALL
        .iter()
        .enumerate()
        .map(|(index, wish)| {
            let id = (index == 0).then(|| "wish".to_owned());
            view! { <Choice name="wish" value=wish.as_str() words=wish.words() chosen=data.wish == Some(*wish) id/> }
        })
        .collect_view();
    view! {
        <Shell head>
            <main id="main" class="wrap" tabindex="-1">
                <ErrorSummary errors=data.errors/>
                <h1>{title}</h1>
                <p>{format!("编号 {}。提交以后由工作人员处理，答复写在经过里。", data.number)}</p>
                <p>"法律、行政法规规定要保存的材料，可能不能马上删除；不能删除的，会说明理由。"</p>
                <MatterForm path="track/data" number=data.number code=data.code.clone()>
                    <input type="hidden" name="sent" value="yes"/>
                    <fieldset class="field">
                        <legend>"您想做什么？"</legend>
                        <FieldFault name="wish" error=fault/>
                        {wishes}
                    </fieldset>
                    <TextArea
                        name="note" label="具体说明（可以不填）" max=question::MessageText::MAX rows=4
                        hint="例如哪一项写错了。新的电话、地址不要写在这里，等工作人员联系您。"
                        value=data.note error=refused
                    />
                    <div class="actions"><button class="button">"提交申请"</button></div>
                </MatterForm>
                <Back code=data.code words="返回"/>
            </main>
        </Shell>
    }
}
