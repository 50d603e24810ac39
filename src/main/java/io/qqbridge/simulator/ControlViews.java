package io.qqbridge.simulator;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;

import io.qqbridge.protocol.Cmd;
import io.qqbridge.protocol.Request.Command;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Locale;

/** What the control API shows, as JSON objects. */
final class ControlViews {
    private ControlViews() {}

    record AccountLine(String uin, boolean online, int state, int queued) {
        static AccountLine of(SimulatedAccount account) {
            return new AccountLine(
                    account.uin(), isOnline(account), account.state(), account.mailbox().size());
        }
    }

    /** {@code session} is client, somebody-else or nobody; {@code state} is what others see. */
    @JsonInclude(Include.NON_NULL)
    record Account(
            String uin,
            boolean online,
            String session,
            int state,
            int chosenState,
            int queued,
            List<String> contacts,
            String adding,
            int logins,
            @Nullable String lastLogin,
            String login,
            @Nullable String captcha,
            long commands) {
        static Account of(SimulatedAccount account) {
            return new Account(
                    account.uin(),
                    isOnline(account),
                    word(account.holder()),
                    account.state(),
                    account.chosenState(),
                    account.mailbox().size(),
                    account.contacts().stream().map(Somebody::uin).toList(),
                    word(account.adding()),
                    account.logins(),
                    account.lastLogin() == null ? null : account.lastLogin().toString(),
                    switch (account.loginConduct()) {
                        case LoginConduct.Accept() -> "accept";
                        case LoginConduct.Refuse(String reason) -> "refuse";
                        case LoginConduct.AskCaptcha() -> "captcha";
                    },
                    account.captcha(),
                    account.carriedOut().total());
        }
    }

    record Contact(String uin, int state, String nickname, int avatar, String adding) {
        static Contact of(SimulatedContact contact) {
            Persona persona = contact.persona();
            return new Contact(
                    contact.uin(),
                    contact.state(),
                    persona.nickname(),
                    persona.avatar(),
                    word(contact.adding()));
        }
    }

    /** The commands an account carried out; {@code total} counts those no longer kept too. */
    record Commands(long total, List<Carried> commands) {
        static Commands of(CarriedOut carriedOut) {
            return new Commands(
                    carriedOut.total(), carriedOut.latest().stream().map(Carried::of).toList());
        }
    }

    @JsonInclude(Include.NON_NULL)
    record Carried(
            long number,
            String seq,
            String command,
            @Nullable String to,
            @Nullable String text,
            @Nullable String contact,
            @Nullable Integer answer,
            @Nullable String words,
            @Nullable Integer state) {
        static Carried of(CarriedOut.Effect effect) {
            return switch (effect.command()) {
                case Command.CltMsg(String to, String text) ->
                        of(effect, to, text, null, null, null, null);
                case Command.AddToList(String contact) ->
                        of(effect, null, null, contact, null, null, null);
                case Command.DelFromList(String contact) ->
                        of(effect, null, null, contact, null, null, null);
                case Command.AckAddToList(String contact, int answer, String words) ->
                        of(effect, null, null, contact, answer, words, null);
                case Command.ChangeStat(int state) ->
                        of(effect, null, null, null, null, null, state);
                case Command.Login c -> bare(effect);
                case Command.VerifyCode c -> bare(effect);
                case Command.Logout c -> bare(effect);
                case Command.ListContacts c -> bare(effect);
                case Command.QueryStat c -> bare(effect);
                case Command.GetInfo c -> bare(effect);
                case Command.GetMsgEx c -> bare(effect);
                case Command.Finger c -> bare(effect);
            };
        }

        private static Carried bare(CarriedOut.Effect effect) {
            return of(effect, null, null, null, null, null, null);
        }

        private static Carried of(
                CarriedOut.Effect effect,
                @Nullable String to,
                @Nullable String text,
                @Nullable String contact,
                @Nullable Integer answer,
                @Nullable String words,
                @Nullable Integer state) {
            Cmd cmd = effect.command().cmd();
            return new Carried(
                    effect.number(),
                    effect.seq(),
                    cmd.inRequest(),
                    to,
                    text,
                    contact,
                    answer,
                    words,
                    state);
        }
    }

    @JsonInclude(Include.NON_NULL)
    record StandingFault(
            String kind,
            double share,
            @Nullable String command,
            @Nullable String account,
            @Nullable Long delayMs,
            @Nullable Long times,
            long struck) {
        static StandingFault of(Faults.Standing standing) {
            Fault fault = standing.fault();
            return new StandingFault(
                    fault.kind().word(),
                    fault.share(),
                    fault.command() == null ? null : fault.command().inRequest(),
                    fault.account(),
                    fault.kind() == Fault.Kind.SLOW ? fault.delayMillis() : null,
                    fault.times() == Long.MAX_VALUE ? null : fault.times(),
                    standing.struck());
        }
    }

    private static boolean isOnline(SimulatedAccount account) {
        return account.holder() == SimulatedAccount.Holder.CLIENT;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
