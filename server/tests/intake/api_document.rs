use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use serde_json::Value;
use server::doors;

use super::house::House;
use crate::portal::TestPortal;

async fn document(house: &House) -> Value {
    let answer = house.get("/api/openapi.json").await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.json()
}

/// Paths of the document with their methods.
fn operations(document: &Value) -> Vec<(String, Method)> {
    let paths = document["paths"].as_object().unwrap().iter();
    let methods = |item: &Value| item.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    paths
        .flat_map(|(path, item)| methods(item).into_iter().map(|m| (path.clone(), m.to_uppercase().parse().unwrap())))
        .collect()
}

/// Every path below `/api` that the portal answers, as the router itself lists them.
fn routed(portal: &TestPortal) -> BTreeSet<String> {
    let listed = format!("{:?}", doors::routes(&portal.services));
    listed.split('"').filter(|piece| piece.starts_with("/api/")).map(str::to_owned).collect()
}

#[tokio::test]
async fn every_route_stands_in_the_document_and_every_path_of_the_document_is_a_route() {
    let portal = TestPortal::open().await;
    let mut visitor = portal.visitor();
    let document: Value = serde_json::from_slice(&visitor.get("api/openapi.json").await.bytes).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    let described: BTreeSet<_> = document["paths"].as_object().unwrap().keys().cloned().collect();
    assert!(described.contains("/api/v1/12315/updates"));
    assert_eq!(routed(&portal), described);

    let operations = operations(&document);
    for path in described {
        for method in [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            let concrete = path.replace("{slug}", "x").replace("{id}", "x").replace("{name}", "x");
            let answer = visitor.send(method.clone(), concrete.trim_start_matches('/'), None, Body::empty()).await;
            let answered = answer.status != StatusCode::METHOD_NOT_ALLOWED;
            assert_eq!(answered, operations.contains(&(path.clone(), method.clone())), "{method} {path}");
        }
    }
}

#[tokio::test]
async fn the_gateways_callback_is_described_with_its_headers_and_its_own_schema() {
    let house = House::open().await;
    let document = document(&house).await;
    let post = &document["paths"]["/api/v1/12315/updates"]["post"];
    let headers: Vec<_> = post["parameters"].as_array().unwrap().iter().map(|header| &header["name"]).collect();
    assert_eq!(headers, ["webhook-id", "webhook-timestamp", "webhook-signature"]);
    assert!(post["parameters"].as_array().unwrap().iter().all(|header| header["in"] == "header"));
    let body = &post["requestBody"]["content"]["application/json"]["schema"]["$ref"];
    let schema = document.pointer(body.as_str().unwrap().trim_start_matches('#')).unwrap();
    assert_eq!(schema["properties"]["type"]["enum"].as_array().unwrap().len(), 3);
}

#[tokio::test]
async fn the_examples_of_request_bodies_are_taken_by_the_real_handlers() {
    let house = House::open().await;
    let document = document(&house).await;
    let mut tried = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        let Some(content) = item.pointer("/post/requestBody/content/application~1json") else {
            continue;
        };
        if path.ends_with("/12315/updates") {
            continue; // Signed: its example is held to its schema in `forwarding/schemas.rs`.
        }
        let many = content["examples"].as_object().into_iter().flatten().map(|(_, example)| &example["value"]);
        for (index, example) in many.chain(content.get("example")).enumerate() {
            let answer = house.post(path, Some(&format!("example-of-the-document-{index}")), example).await;
            let taken = answer.status == StatusCode::CREATED
                || path.ends_with("/track") && answer.status == StatusCode::NOT_FOUND;
            assert!(taken, "{path}: {} {}", answer.status, String::from_utf8_lossy(&answer.bytes));
            tried += 1;
        }
    }
    assert_eq!(tried, 3);
}

#[tokio::test]
async fn every_reference_leads_somewhere_and_every_operation_says_how_it_fails() {
    let house = House::open().await;
    let document = document(&house).await;
    let mut references = Vec::new();
    collect(&document, &mut references);
    assert!(!references.is_empty());
    for reference in references {
        assert!(document.pointer(reference.trim_start_matches('#')).is_some(), "{reference}");
    }
    for (path, method) in operations(&document) {
        let operation = &document["paths"][&path][method.as_str().to_lowercase()];
        assert!(operation["summary"].is_string(), "{method} {path}");
        if method == Method::POST {
            // A signed notice is read as it came, whatever its content type says.
            let by_type = if path.ends_with("/12315/updates") { "401" } else { "415" };
            for status in ["400", "413", by_type, "422"] {
                let problem = &operation["responses"][status]["content"]["application/problem+json"];
                assert!(problem.is_object(), "{method} {path} {status}");
            }
        }
    }
    let required = document["components"]["schemas"]["NewReport"]["required"].as_array().unwrap();
    assert_eq!(required, &["kind", "category", "region", "story"]);
}

fn collect(value: &Value, references: &mut Vec<String>) {
    match value {
        Value::Object(map) => {
            references.extend(map.get("$ref").and_then(Value::as_str).map(str::to_owned));
            map.values().for_each(|value| collect(value, references));
        }
        Value::Array(list) => list.iter().for_each(|value| collect(value, references)),
        _ => {}
    }
}
