package org.odklep.app;

import org.odklep.store.sql.Database;
import org.odklep.store.sql.DatabaseAddress;
import org.odklep.store.sql.SqlAdministratorStore;
import org.odklep.store.sql.SqlAllowStore;
import org.odklep.store.sql.SqlApiTokenStore;
import org.odklep.store.sql.SqlAuditLog;
import org.odklep.store.sql.SqlFactorStore;
import org.odklep.store.sql.SqlFoundingStore;
import org.odklep.store.sql.SqlLockStore;
import org.odklep.store.sql.SqlLockoutStore;
import org.odklep.store.sql.SqlMeta;
import org.odklep.store.sql.SqlPlaceStore;
import org.odklep.store.sql.SqlPolicyStore;
import org.odklep.store.sql.SqlSendLedger;
import org.odklep.store.sql.SqlSessionStore;
import org.odklep.store.sql.SqlSettingStore;
import org.odklep.store.sql.SqlSignInListStore;
import org.odklep.store.sql.SqlSignInLog;
import org.odklep.store.sql.SqlSignOutStore;
import org.odklep.store.sql.SqlSpentTickets;
import org.odklep.store.sql.SqlUserStore;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The stores: embedded in the data directory, or in the PostgreSQL that the settings name. */
@Configuration(proxyBeanMethods = false)
class StoreWiring {
    @Bean
    DataLock dataLock(Settings settings) {
        return DataLock.on(settings.data());
    }

    /** @param lock taken first, so that nobody else writes */
    @Bean
    Database database(Settings settings, DataLock lock) {
        Settings.Database database = settings.database();
        return Database.open(
                database.url().isEmpty()
                        ? DatabaseAddress.embedded(settings.data().resolve("odklep.db"))
                        : new DatabaseAddress(database.url(), database.user(), database.secret()));
    }

    @Bean
    Stores stores(Database database) {
        return new Stores(
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
                new SqlSpentTickets(database),
                new SqlMeta(database).installationKey());
    }
}
