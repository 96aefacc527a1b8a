import Glibc
import Logging
import Transport
import Webhook

/// Has changes of files taken over as they happen, on one thread for all.
enum ConfigurationWatch {
    /// Milliseconds after which the files are looked at in any case: not every file system tells of changes.
    private static let patience: CInt = 10_000

    static func start(_ files: [WatchedFile], _ logger: Logger) throws(SystemError) {
        var watch: FolderWatch?
        do {
            watch = try FolderWatch()
        } catch {
            logger.warning("changes of the configuration are noticed late", metadata: ["error": "\(error)"])
        }
        try NamedThread.start("configuration") { [watch] in
            while true {
                for file in files {
                    // A link may lead elsewhere than before. What has changed until here nobody has told.
                    let places = file.places()
                    watch?.add(places.folders)
                    // Half a file may be a whole one, too.
                    if watch.map({ watch in places.names.contains(where: watch.isBeingWritten) }) != true {
                        file.reload()
                    }
                }
                if let watch {
                    watch.wait(patience: patience)
                } else {
                    usleep(UInt32(patience) * 1000)
                }
            }
        }
    }
}
