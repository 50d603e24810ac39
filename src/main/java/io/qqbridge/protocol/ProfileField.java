package io.qqbridge.protocol;

/** What a profile can say, in the order of the published {@code GetInfo} answer. */
public enum ProfileField {
    ADDRESS("AD", "address", true),
    AGE("AG", "age", false),
    MAIL("EM", "mail", true),
    /** The avatar's id; see {@link OnlineContact#picture()}. */
    AVATAR("FC", "avatar", false),
    HOME_PAGE("HP", "homePage", true),
    OCCUPATION("JB", "occupation", true),
    /** How detailed the profile is: 1 short, 2 normal, 3 detailed [C]. */
    LEVEL("LV", "level", false),
    POST_CODE("PC", "postCode", true),
    PHONE("PH", "phone", true),
    ABOUT("PR", "about", true),
    PROVINCE("PV", "province", true),
    REAL_NAME("RN", "realName", true),
    SCHOOL("SC", "school", true),
    /** 0 male, 1 female [S]. */
    SEX("SX", "sex", false),
    UIN("UN", "uin", false),
    NICKNAME("NK", "nickname", true),
    /** This and what follows: at level 3 alone [C]. */
    BLOOD_TYPE("BT", "bloodType", true),
    STAR_SIGN("CO", "starSign", true),
    CITY("CT", "city", true),
    COUNTRY("CY", "country", true),
    MOBILE("MO", "mobile", true),
    ZODIAC("SH", "zodiac", true);

    private final String wire;
    private final String json;
    private final boolean text;

    ProfileField(String wire, String json, boolean text) {
        this.wire = wire;
        this.json = json;
        this.text = text;
    }

    /** The name on the wire. */
    public String wire() {
        return wire;
    }

    /** The name in JSON. */
    public String json() {
        return json;
    }

    /**
     * Whether people fill it in freely. Such a text is escaped twice on the wire [S for {@code PR};
     * D for the others] and keeps the blanks at its ends; the other fields are codes, and do not.
     */
    public boolean isText() {
        return text;
    }
}
