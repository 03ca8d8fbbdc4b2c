use domain::report::{Answers, Channel as Way, field};
use leptos::prelude::*;

use crate::parts::{Choice, Errors, Group, TextField};

/// How it was bought (12315: 销售方式), with the platform and order number of an online purchase.
#[component]
pub fn Channel(answers: Answers, errors: Errors) -> impl IntoView {
    let choices = Way::ALL
        .into_iter()
        .enumerate()
        .map(|(index, way)| {
            let chosen = answers.channel == way.as_str();
            let id = (index == 0).then(|| field::CHANNEL.to_owned());
            view! { <Choice name=field::CHANNEL value=way.as_str() words=way.words() chosen id/> }
        })
        .collect_view();
    view! {
        <Group name=field::CHANNEL label="在什么地方买的、看到的" optional=true error=errors.at(field::CHANNEL)>
            {choices}
        </Group>
        <div data-when="channel=online">
            <TextField
                name=field::PLATFORM_NAME label="网站、软件或直播间的名称" hint="网上买的要写，别的不用写"
                value=answers.platform_name error=errors.at(field::PLATFORM_NAME)
            />
            <TextField
                name=field::ORDER_NO label="订单号" optional=true
                value=answers.order_no error=errors.at(field::ORDER_NO)
            />
        </div>
    }
}
