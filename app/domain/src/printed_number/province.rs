//! Provinces by the sign that stands in numbers and by the first two digits of a region code
//! (GB/T 2260).

struct Province {
    /// The sign in numbers, then others in use.
    signs: &'static str,
    code: &'static str,
    name: &'static str,
}

const fn province(signs: &'static str, code: &'static str, name: &'static str) -> Province {
    Province { signs, code, name }
}

const PROVINCES: [Province; 31] = [
    province("京", "11", "北京"),
    province("津", "12", "天津"),
    province("冀", "13", "河北"),
    province("晋", "14", "山西"),
    province("蒙", "15", "内蒙古"),
    province("辽", "21", "辽宁"),
    province("吉", "22", "吉林"),
    province("黑", "23", "黑龙江"),
    province("沪", "31", "上海"),
    province("苏", "32", "江苏"),
    province("浙", "33", "浙江"),
    province("皖", "34", "安徽"),
    province("闽", "35", "福建"),
    province("赣", "36", "江西"),
    province("鲁", "37", "山东"),
    province("豫", "41", "河南"),
    province("鄂", "42", "湖北"),
    province("湘", "43", "湖南"),
    province("粤", "44", "广东"),
    province("桂", "45", "广西"),
    province("琼", "46", "海南"),
    province("渝", "50", "重庆"),
    province("川", "51", "四川"),
    province("贵黔", "52", "贵州"),
    province("云滇", "53", "云南"),
    province("藏", "54", "西藏"),
    province("陕秦", "61", "陕西"),
    province("甘陇", "62", "甘肃"),
    province("青", "63", "青海"),
    province("宁", "64", "宁夏"),
    province("新", "65", "新疆"),
];

pub fn by_sign(sign: char) -> Option<&'static str> {
    PROVINCES.iter().find(|province| province.signs.contains(sign)).map(|province| province.name)
}

pub fn by_code(code: &str) -> Option<&'static str> {
    PROVINCES.iter().find(|province| province.code == code).map(|province| province.name)
}
