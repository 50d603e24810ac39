package io.qqbridge.simulator;

import java.util.List;
import java.util.random.RandomGenerator;

/** What simulated contacts say: above all, texts that break careless programs. */
final class Phrases {
    private static final List<String> CHAT =
            List.of(
                    "你好,在吗?",
                    "晚上一起吃饭吧",
                    "今天昆明下雨了☔",
                    "hello, anybody home?",
                    "Have you seen the new film?",
                    "哈哈哈😂😂😂",
                    "👨‍👩‍👧‍👦 全家出游",
                    "打折 100% & 包邮, 1+1=2",
                    "a=b&CMD=Logout&UN=10001",
                    "%25 %2c %E4%BD%A0 %zz %",
                    "第一行\n第二行\r\n第三行",
                    "  前后有空格  ",
                    "tab\there",
                    "http://example.org/?q=%E5%BE%AE&x=1+2",
                    "𠮷野家",
                    ",,,",
                    "ok",
                    "88",
                    "這是繁體字");
    private static final List<String> ANSWERS =
            List.of("收到", "好的👌", "哦,知道了", "really? 100%?", "稍等,我在开会", "1+1=2 & so on", "呵呵");
    private static final List<String> INTRODUCTIONS =
            List.of("我是你同学,加我吧", "Hi, it's me & Tom", "请加我为好友", "云南老乡 =)");

    private Phrases() {}

    static String chat(RandomGenerator random) {
        return any(CHAT, random);
    }

    static String answer(RandomGenerator random) {
        return any(ANSWERS, random);
    }

    static String introduction(RandomGenerator random) {
        return any(INTRODUCTIONS, random);
    }

    private static String any(List<String> texts, RandomGenerator random) {
        return texts.get(random.nextInt(texts.size()));
    }
}
