package org.odklep.store.sql;

import org.odklep.store.Ports;

/** The ports over one database. */
final class SqlPorts {
    private SqlPorts() {}

    static Ports over(Database database) {
        return new Ports(
                new SqlAuditLog(database),
                new SqlLockStore(database),
                new SqlAllowStore(database),
                new SqlPolicyStore(database),
                new SqlSendLedger(database),
                new SqlApiTokenStore(database),
                new SqlAdministratorStore(database),
                new SqlFoundingStore(database),
                new SqlLockoutStore(database),
                new SqlPlaceStore(database),
                new SqlSignInLog(database),
                new SqlSignInListStore(database),
                new SqlUserStore(database),
                new SqlSessionStore(database),
                new SqlSignOutStore(database),
                new SqlFactorStore(database),
                new SqlSettingStore(database),
                new SqlSpentTickets(database));
    }
}
