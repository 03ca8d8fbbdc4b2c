use domain::site::{Adapter, Site};

use super::gateway::{GatewayClient, parse_address};
use super::signature::Secrets;
use crate::settings::SettingFault;

/// The gateway a site hands over to; `None` where another adapter is chosen.
///
/// # Errors
/// One line that names the wrong setting.
pub fn gateway_of(site: &Site, secrets: &[String]) -> Result<Option<GatewayClient>, SettingFault> {
    if site.handover.adapter != Adapter::Gateway {
        return Ok(None);
    }
    let of_site = |why: String| SettingFault::new("site", why);
    let url = parse_address(&site.handover.gateway.url).map_err(of_site)?;
    let secrets = Secrets::parse(&secrets.join(" ")).map_err(|why| SettingFault::new("gateway_secret", why))?;
    if site.handover.gateway.link_minutes == 0 {
        return Err(SettingFault::new("site", "handover.gateway.link_minutes 应为 1 以上的分钟数"));
    }
    GatewayClient::new(url, secrets).map(Some).map_err(of_site)
}
