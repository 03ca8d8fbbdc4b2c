use std::net::IpAddr;

use reqwest::Url;

/// The gateway's address.
///
/// Reports and identities go there, so anything but https must end on this very machine.
///
/// # Errors
/// One sentence about `handover.gateway.url`.
pub fn parse(text: &str) -> Result<Url, String> {
    let wrong = |why: &str| format!("handover.gateway.url {why}");
    let url = Url::parse(text).map_err(|_| wrong("不是网址"))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(wrong("里不要写用户名和密码"));
    }
    match url.scheme() {
        "https" if url.host().is_some() => Ok(url),
        "http" if is_this_machine(&url) => Ok(url),
        "http" => Err(wrong("应以 https:// 开头；http:// 只能用于本机")),
        _ => Err(wrong("应以 https:// 开头")),
    }
}

fn is_this_machine(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default().trim_matches(['[', ']']);
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn identities_leave_the_machine_only_by_https() {
        for fine in
            ["https://gw.example.gov.cn/12315", "http://127.0.0.1:9000/", "http://localhost/x", "http://[::1]:1/"]
        {
            assert!(parse(fine).is_ok(), "{fine}");
        }
        for wrong in [
            "",
            "gw.example.gov.cn",
            "http://gw.example.gov.cn/",
            "http://127.0.0.1.example.com/",
            "http://10.0.0.8/",
            "ftp://127.0.0.1/",
            "https://user:word@gw.example.gov.cn/",
        ] {
            assert!(parse(wrong).unwrap_err().contains("handover.gateway.url"), "{wrong}");
        }
    }
}
