import Glibc
import Logging
import Transport
import Webhook

/// Has changes of the policy's file taken over as they happen, on a thread of its own.
enum PolicyWatch {
    /// Milliseconds after which the file is looked at in any case: not every file system tells of changes.
    private static let patience: CInt = 10_000

    static func start(_ gate: Gate) throws(SystemError) {
        var watch: FolderWatch?
        do {
            watch = try FolderWatch()
        } catch {
            gate.logger.warning("changes of the policy are noticed late", metadata: ["error": "\(error)"])
        }
        try NamedThread.start("policy") { [watch] in
            while true {
                // A link may lead elsewhere than before. What has changed until here nobody has told.
                let places = gate.policy.places
                watch?.add(places.folders)
                // Half a file may be a policy, too.
                if watch.map({ watch in places.names.contains(where: watch.isBeingWritten) }) != true {
                    gate.reloadPolicy()
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
