package org.odklep.app.demo;

import org.odklep.account.AdministratorStore;
import org.odklep.account.ApiTokenStore;
import org.odklep.lock.AllowStore;
import org.odklep.lock.LockStore;
import org.odklep.organisation.FoundingStore;
import org.odklep.sending.PolicyStore;
import org.odklep.sending.SendLedger;
import org.odklep.setting.SettingStore;
import org.odklep.signin.LockoutStore;
import org.odklep.signin.PlaceStore;
import org.odklep.signin.SignInListStore;
import org.odklep.signin.SignInLog;
import org.odklep.store.sql.Database;
import org.odklep.store.sql.SqlAdministratorStore;
import org.odklep.store.sql.SqlAllowStore;
import org.odklep.store.sql.SqlApiTokenStore;
import org.odklep.store.sql.SqlFoundingStore;
import org.odklep.store.sql.SqlLockStore;
import org.odklep.store.sql.SqlLockoutStore;
import org.odklep.store.sql.SqlPlaceStore;
import org.odklep.store.sql.SqlPolicyStore;
import org.odklep.store.sql.SqlSendLedger;
import org.odklep.store.sql.SqlSettingStore;
import org.odklep.store.sql.SqlSignInListStore;
import org.odklep.store.sql.SqlSignInLog;
import org.odklep.store.sql.SqlUserStore;
import org.odklep.user.UserStore;

/** The stores that history is written to. */
record DemoStores(
        LockStore locks,
        AllowStore allowed,
        PolicyStore policies,
        SendLedger ledger,
        ApiTokenStore tokens,
        AdministratorStore administrators,
        FoundingStore founding,
        SettingStore settings,
        LockoutStore lockouts,
        PlaceStore places,
        SignInLog signIns,
        SignInListStore signInLists,
        UserStore users) {
    static DemoStores over(Database database) {
        return new DemoStores(
                new SqlLockStore(database),
                new SqlAllowStore(database),
                new SqlPolicyStore(database),
                new SqlSendLedger(database),
                new SqlApiTokenStore(database),
                new SqlAdministratorStore(database),
                new SqlFoundingStore(database),
                new SqlSettingStore(database),
                new SqlLockoutStore(database),
                new SqlPlaceStore(database),
                new SqlSignInLog(database),
                new SqlSignInListStore(database),
                new SqlUserStore(database));
    }
}
