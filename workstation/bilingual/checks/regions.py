"""Words of Taiwan and Hong Kong with what a mainland letter says instead."""

from __future__ import annotations

# Words that have no other meaning in mainland Chinese.
REGION_WORDS: dict[str, str] = {
    "网路": "网络", "软体": "软件", "硬体": "硬件", "资料夹": "文件夹", "萤幕": "屏幕",
    "荧幕": "屏幕", "滑鼠": "鼠标", "列印": "打印", "印表机": "打印机", "伺服器": "服务器",
    "行动电话": "手机", "行动电源": "移动电源", "简讯": "短信", "视讯": "视频", "短影片": "短视频",
    "部落格": "博客", "搜寻": "搜索", "登入": "登录", "计程车": "出租车", "宅配": "快递",
    "超商": "便利店", "折价券": "优惠券", "撷取": "截取", "介面": "界面", "字元": "字符",
    "巨集": "宏", "工具列": "工具栏", "状态列": "状态栏", "视窗": "窗口", "回圈": "循环",
    "阵列": "数组", "位元组": "字节", "解析度": "分辨率", "频宽": "带宽", "网际网路": "互联网",
    "退费": "退款", "讯号": "信号", "相片": "照片", "公车": "公交车", "脚踏车": "自行车",
    "雷射": "激光", "奈米": "纳米", "矽胶": "硅胶", "塑胶": "塑料", "保丽龙": "泡沫塑料",
    "原子笔": "圆珠笔", "影印": "复印", "录影": "录像", "行销": "营销", "客制化": "定制",
    "渡假": "度假", "帐号": "账号", "帐户": "账户", "帐单": "账单", "菸": "烟", "单车": "自行车",
}  # fmt: skip

# Words that a mainland letter uses in another sense; the English tells which sense is meant.
REGION_SENSES: dict[str, tuple[str, str]] = {
    "档案": (r"\bfiles?\b", "文件"),
    "资讯": (r"\binformation\b|\bdetails\b", "信息"),
    "支援": (r"\bsupport", "支持"),
    "品质": (r"\bquality\b", "质量"),
    "透过": (r"\bthrough\b|\bvia\b|\bby\b", "通过"),
    "储存": (r"\bsav(?:e|ed|ing)\b", "保存"),
    "连结": (r"\blinks?\b", "链接"),
    "影片": (r"\bvideos?\b", "视频"),
    "讯息": (r"\bmessages?\b", "消息"),
    "程式": (r"\bprograms?\b|\bapps?\b", "程序"),
    "使用者": (r"\busers?\b", "用户"),
    "预设": (r"\bdefaults?\b", "默认"),
    "专案": (r"\bprojects?\b", "项目"),
    "回馈": (r"\bfeedback\b", "反馈"),
    "批次": (r"\bbulk\b", "批量"),
    "线上": (r"\bonline\b", "在线"),
    "数位": (r"\bdigital\b", "数字"),
    "选单": (r"\bmenus?\b", "菜单"),
    "字型": (r"\bfonts?\b", "字体"),
}

# What a letter to Taiwan says instead, once its characters are Traditional.
TAIWAN_WORDS: dict[str, str] = {
    "信息": "資訊", "視頻": "影片", "鏈接": "連結", "軟件": "軟體", "硬件": "硬體", "網絡": "網路",
    "互聯網": "網際網路", "質量": "品質", "質檢": "品質檢查", "默認": "預設", "搜索": "搜尋",
    "登錄": "登入", "短信": "簡訊", "屏幕": "螢幕", "音頻": "音訊", "郵箱": "信箱", "打印": "列印",
    "服務器": "伺服器", "移動電源": "行動電源", "標識": "標示", "賬號": "帳號", "賬戶": "帳戶",
    "賬單": "帳單", "賬款": "帳款", "轉賬": "轉帳", "脫敏": "去識別化",
}  # fmt: skip
