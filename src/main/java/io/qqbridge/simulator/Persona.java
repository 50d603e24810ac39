package io.qqbridge.simulator;

import io.qqbridge.protocol.ProfileField;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Who somebody is, for profiles and searches. It follows from the number alone, so nothing of it is
 * kept in memory.
 */
record Persona(String nickname, int avatar, int age, int sex, String province, String city) {
    private static final List<String> NICKNAMES =
            List.of(
                    "微程",
                    "小雨",
                    "阿強",
                    "月光下的猫",
                    "老王,爱钓鱼",
                    "Lucy & Tom",
                    "晴天☀",
                    "一路向北",
                    "大漠孤烟",
                    "程序员",
                    "50%的糖",
                    "静静",
                    "a+b=c",
                    "浪迹天涯",
                    "🐼熊猫");
    private static final String[][] PLACES = {
        {"云南省", "昆明"},
        {"广东省", "深圳"},
        {"北京市", "北京"},
        {"上海市", "上海"},
        {"四川省", "成都"},
        {"浙江省", "杭州"},
        {"湖北省", "武汉"}
    };
    private static final List<String> JOBS = List.of("程序员", "学生", "教师", "医生", "工程师");

    static Persona of(long number) {
        int mixed = (int) ((number * 0x9E3779B97F4A7C15L) >>> 40);
        String name = NICKNAMES.get((int) (number % NICKNAMES.size()));
        String[] place = PLACES[mixed % PLACES.length];
        return new Persona(
                name,
                // The client shows picture FC/3+1, and there were about a hundred pictures.
                (mixed % 100) * 3,
                18 + mixed % 40,
                (mixed >> 3) & 1,
                place[0],
                place[1]);
    }

    /** The profile at a level of detail: 1 short, 2 normal, 3 detailed. */
    Map<ProfileField, String> profile(String uin, int level) {
        Map<ProfileField, String> profile = new EnumMap<>(ProfileField.class);
        profile.put(ProfileField.UIN, uin);
        profile.put(ProfileField.NICKNAME, nickname);
        profile.put(ProfileField.LEVEL, Integer.toString(level));
        profile.put(ProfileField.AVATAR, Integer.toString(avatar));
        profile.put(ProfileField.AGE, Integer.toString(age));
        profile.put(ProfileField.SEX, Integer.toString(sex));
        profile.put(ProfileField.PROVINCE, province);
        if (level >= 2) {
            profile.put(ProfileField.ADDRESS, province + city);
            profile.put(ProfileField.MAIL, uin + "@example.org");
            profile.put(ProfileField.HOME_PAGE, "http://example.org/?u=" + uin + "&v=1");
            profile.put(ProfileField.OCCUPATION, JOBS.get(age % JOBS.size()));
            profile.put(ProfileField.POST_CODE, "650000");
            profile.put(ProfileField.PHONE, "0871-6466529");
            profile.put(ProfileField.ABOUT, "网络为媒,关系为本,信息为财,客户为主.\r\n100% & more");
            profile.put(ProfileField.REAL_NAME, "刘X");
            profile.put(ProfileField.SCHOOL, "社会大学");
        }
        if (level >= 3) {
            profile.put(ProfileField.BLOOD_TYPE, "1");
            profile.put(ProfileField.STAR_SIGN, "3");
            profile.put(ProfileField.CITY, city);
            profile.put(ProfileField.COUNTRY, "中国");
            profile.put(ProfileField.MOBILE, "13800000000");
            profile.put(ProfileField.ZODIAC, "5");
        }
        return profile;
    }
}
