/**
 * The stores' ports in SQL: one text for SQLite (embedded) and PostgreSQL (cluster); where they differ stands in
 * {@link org.odklep.store.sql.Dialect} and in a folder of its own under db/migration.
 *
 * <p>Every change is one transaction, together with its audit entry, and begins with a statement that writes: SQLite
 * waits for its write lock only there. An import is many of them ({@link org.odklep.store.sql.UserImports}). Changes of one kind are put in line by raising their row of the table
 * {@code counter}, so whoever reads up to a value misses nothing.
 *
 * <p>A fault of the database becomes {@link org.odklep.kernel.StoreUnavailable} and nothing was changed, with one
 * exception that no database spares its clients: when the connection breaks while PostgreSQL commits, the change may
 * have been made. Asking again shows it; counts that are written again then count twice, which errs on the safe side.
 */
@NullMarked
package org.odklep.store.sql;

import org.jspecify.annotations.NullMarked;
