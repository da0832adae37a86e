package org.odklep.app;

import org.odklep.account.AdministratorStore;
import org.odklep.account.ApiTokenStore;
import org.odklep.audit.AuditLog;
import org.odklep.lock.AllowStore;
import org.odklep.lock.LockStore;
import org.odklep.organisation.FoundingStore;
import org.odklep.sending.PolicyStore;
import org.odklep.sending.SendLedger;
import org.odklep.setting.SettingStore;
import org.odklep.signin.LockoutStore;
import org.odklep.signin.PlaceStore;
import org.odklep.signin.SessionStore;
import org.odklep.signin.SignInListStore;
import org.odklep.signin.SignInLog;
import org.odklep.signin.SpentTickets;
import org.odklep.signin.factor.FactorStore;
import org.odklep.user.SignOutStore;
import org.odklep.user.UserStore;

/**
 * The stores of one product, all over the same database.
 *
 * @param installationKey 32 random bytes that belong to the database; recipients are remembered under it
 */
record Stores(
        AuditLog audit,
        LockStore locks,
        AllowStore allowed,
        PolicyStore policies,
        SendLedger ledger,
        ApiTokenStore tokens,
        AdministratorStore administrators,
        FoundingStore founding,
        LockoutStore lockouts,
        PlaceStore places,
        SignInLog signIns,
        SignInListStore signInLists,
        UserStore users,
        SessionStore sessions,
        SignOutStore signOuts,
        FactorStore factors,
        SettingStore settings,
        SpentTickets tickets,
        byte[] installationKey) {}
