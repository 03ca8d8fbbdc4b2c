use std::sync::Arc;

use domain::law::Laws;
use domain::report::{Answers, field};
use leptos::prelude::*;

use crate::parts::{Errors, Paragraphs, TextField};

/// What stands on the box. Nothing is needed, and no shape of a number says what the product is.
#[component]
pub fn Drug(laws: Arc<Laws>, answers: Answers, errors: Errors) -> impl IntoView {
    let names = [field::DRUG_NAME, field::APPROVAL_NO, field::BATCH_NO, field::MANUFACTURER];
    let typed = [&answers.drug_name, &answers.approval_no, &answers.batch_no, &answers.manufacturer];
    let open =
        typed.into_iter().any(|typed| !typed.is_empty()) || names.into_iter().any(|name| errors.at(name).is_some());
    view! {
        <details class="more" open=open>
            <summary>"盒子上写了什么"</summary>
            <p class="hint">"手边有盒子就照着抄，没有就跳过。拍照也可以。"</p>
            <TextField
                name=field::DRUG_NAME label="产品名称" optional=true hint="盒子正面最大的字"
                value=answers.drug_name error=errors.at(field::DRUG_NAME)
            />
            <TextField
                name=field::APPROVAL_NO label="批准文号" optional=true
                hint="一般在盒子正面或侧面，例如：国药准字H后面8位数字。照盒子抄，看不清就不写"
                value=answers.approval_no error=errors.at(field::APPROVAL_NO)
            />
            <TextField
                name=field::BATCH_NO label="批号" optional=true hint="一般在盒子侧面或封口处，和有效期印在一起"
                value=answers.batch_no error=errors.at(field::BATCH_NO)
            />
            <TextField
                name=field::MANUFACTURER label="厂家" optional=true hint="盒子背面或侧面的“生产企业”"
                value=answers.manufacturer error=errors.at(field::MANUFACTURER)
            />
            <p class="hint">"号码能说明什么？"</p>
            <Paragraphs text=laws.notice("check_number")/>
        </details>
    }
}
