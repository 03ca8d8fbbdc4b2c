use domain::site::{Adapter, Site};

use super::gateway::{GatewayClient, parse_address};
use super::signature::Secrets;

/// The gateway a site hands over to; `None` where another adapter is chosen.
///
/// # Errors
/// One line that names the wrong setting.
pub fn gateway_of(site: &Site, secrets: &[String]) -> Result<Option<GatewayClient>, String> {
    if site.handover.adapter != Adapter::Gateway {
        return Ok(None);
    }
    let url = parse_address(&site.handover.gateway.url)?;
    let secrets = Secrets::parse(&secrets.join(" ")).map_err(|why| format!("gateway_secret：{why}"))?;
    if site.handover.gateway.link_minutes == 0 {
        return Err("handover.gateway.link_minutes 应为 1 以上的分钟数".to_owned());
    }
    GatewayClient::new(url, secrets).map(Some)
}
