import GRDB

/// The tables of the outbox. Times are seconds since 1970, but for those in JSON.
enum OutboxSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { database in
            try database.execute(
                sql: """
                    CREATE TABLE receivers (
                        name TEXT NOT NULL PRIMARY KEY,
                        unrecorded INTEGER NOT NULL, unrecordedFirst REAL, unrecordedLast REAL,
                        spareID TEXT, pausedUntil REAL, bucketFull REAL NOT NULL
                    ) WITHOUT ROWID;
                    CREATE TABLE alerts (
                        receiver TEXT NOT NULL, key BLOB NOT NULL,
                        pending INTEGER NOT NULL, first REAL, last REAL,
                        told INTEGER NOT NULL, toldAt REAL, step INTEGER NOT NULL, worstTold TEXT,
                        seen REAL NOT NULL, facts TEXT NOT NULL,
                        PRIMARY KEY (receiver, key)
                    ) WITHOUT ROWID;
                    CREATE TABLE messages (
                        receiver TEXT NOT NULL, id TEXT NOT NULL,
                        created REAL NOT NULL, tries INTEGER NOT NULL, count INTEGER NOT NULL,
                        message TEXT NOT NULL, parts TEXT NOT NULL,
                        unrecorded INTEGER NOT NULL, unrecordedFirst REAL, unrecordedLast REAL,
                        PRIMARY KEY (receiver, id)
                    ) WITHOUT ROWID;
                    """
            )
        }
        return migrator
    }
}
