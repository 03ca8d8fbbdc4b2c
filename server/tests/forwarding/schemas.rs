use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use boon::{Compiler, SchemaIndex, Schemas};
use domain::site::Adapter;
use serde_json::{Value, json};
use tower::ServiceExt;

use super::house::{House, Submitted, complaint, tip};
use super::receiver::Receiver;

/// A schema as the portal serves it.
struct Schema {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Schema {
    async fn served(house: &House, name: &str) -> Self {
        let request = Request::get(format!("/api/schemas/{name}")).body(Body::empty()).unwrap();
        let response = house.door().oneshot(request).await.unwrap();
        assert_eq!(response.status(), StatusCode::OK, "{name}");
        assert_eq!(response.headers()["content-type"], "application/schema+json");
        let text = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        Self::compiled(name, serde_json::from_slice(&text).unwrap(), name)
    }

    /// The same as it stands in the OpenAPI document.
    fn described(document: &Value) -> Self {
        Self::compiled("openapi.json", document.clone(), "openapi.json#/components/schemas/GatewayNotice")
    }

    fn compiled(name: &str, text: Value, place: &str) -> Self {
        let mut compiler = Compiler::new();
        compiler.enable_format_assertions();
        compiler.add_resource(name, text).unwrap();
        let mut schemas = Schemas::new();
        let index = compiler.compile(place, &mut schemas).unwrap();
        Self { schemas, index }
    }

    fn fault(&self, value: &Value) -> Option<String> {
        self.schemas.validate(value, self.index).err().map(|error| error.to_string())
    }
}

#[tokio::test]
async fn what_is_sent_is_what_the_schema_says() {
    let receiver = Receiver::start([]).await;
    let house = House::new(Adapter::Gateway, &receiver.url).await;
    house.submit(Submitted { photos: 1, ..complaint("买到过期的药") }).await;
    house.submit(tip("小卖部卖处方药")).await;
    let long = house.submit(Submitted { voice: true, ..tip("小卖部卖处方药") }).await;
    house.transcribe(&long, &"药".repeat(400)).await;
    house.worker().run_due().await.unwrap();
    let schema = Schema::served(&house, "matter-submitted.json").await;
    let deliveries = receiver.deliveries();
    assert_eq!(deliveries.len(), 3);
    for delivery in &deliveries {
        assert_eq!(schema.fault(&delivery.body), None);
        // The schema tells good from bad, or it would prove nothing.
        let mut bad = delivery.body.clone();
        bad["data"]["amount"] = json!(35.5);
        assert!(schema.fault(&bad).is_some());
        let mut bad = delivery.body.clone();
        bad["data"].as_object_mut().unwrap().remove("reporter");
        assert!(schema.fault(&bad).is_some());
    }
}

#[tokio::test]
async fn notices_are_described_as_they_are_taken() {
    let house = House::new(Adapter::Gateway, "http://127.0.0.1:9/").await;
    let schema = Schema::served(&house, "12315-updates.json").await;
    let document = server::doors::api::document("/").unwrap();
    let described = Schema::described(&document);
    let number = "YX-2026-000001";
    let at = "2026-11-23T01:29:00Z";
    let notices = [
        ("matter.registered", json!({ "number": number, "registration_no": "53", "registered_at": at }), true),
        ("matter.registered", json!({ "number": number, "registration_no": 53, "registered_at": at }), false),
        ("matter.registered", json!({ "number": number, "registration_no": "53", "registered_at": "today" }), false),
        ("matter.status", json!({ "number": number, "status": "accepted", "note": "已受理" }), true),
        ("matter.status", json!({ "number": number, "status": "withdrawn" }), false),
        ("matter.closed", json!({ "number": number, "result": "已退款" }), true),
        ("matter.closed", json!({ "number": number, "result": "字".repeat(1_001) }), false),
        ("matter.closed", json!({}), false),
        ("matter.deleted", json!({ "number": number }), false),
    ];
    for (kind, data, fits) in notices {
        let notice = json!({ "type": kind, "timestamp": at, "data": data });
        assert_eq!(schema.fault(&notice).is_none(), fits, "{notice}");
        assert_eq!(described.fault(&notice).is_none(), fits, "{notice}");
        let read = server::forwarding::gateway::read_notice(notice.to_string().as_bytes());
        assert_eq!(read.is_ok(), fits, "{notice}: {read:?}");
    }
    let body = &document["paths"]["/api/v1/12315/updates"]["post"]["requestBody"]["content"]["application/json"];
    assert_eq!(described.fault(&body["example"]), None, "the document's own example");
    assert!(server::forwarding::gateway::read_notice(body["example"].to_string().as_bytes()).is_ok());
}

#[tokio::test]
async fn an_unknown_schema_is_not_found() {
    let house = House::with_clerk().await;
    let request = Request::get("/api/schemas/other.json").body(Body::empty()).unwrap();
    assert_eq!(house.door().oneshot(request).await.unwrap().status(), StatusCode::NOT_FOUND);
}
