/// Every limit of the server, each with its reason. Past a limit a client gets a clear status, a counter moves, and the
/// neighbours of its connection notice nothing.
package struct Limits: Sendable {
    /// Of the port where reviews are answered.
    package static let standard = Limits()

    /// Of the operations port, which a kubelet's probes and a few scrapers use; what is not named here is as usual.
    package static let operations: Limits = {
        var limits = Limits()
        // A kubelet opens a connection for each of two probes, Prometheus keeps one for each of a few replicas; people
        // with curl and port scanners fit too.
        limits.connections = 128
        // Whoever is past them and the reserve is closed at once: probes and scrapes come again.
        limits.reserveConnections = 16
        // Those who keep a connection here only read, and ask again where it has gone.
        limits.evictionIdleTime = .zero
        limits.evictionHandshakeTime = .zero
        // Nobody has to send a body. Beyond: 413.
        limits.bodyBytes = 1 << 10
        // 128 of them; none is counted below `freeBodyBytes`.
        limits.bytesInFlight = 128 << 10
        // Probes and scrapes send 300 bytes; a token that a proxy has let through adds 2 KiB.
        limits.headBytes = 8 << 10
        // Two scrapes of 20 KiB, with half a dozen receivers of alerts, that nobody takes.
        limits.bytesUnsent = 40 << 10
        // Three scrapes asked for at once, which nobody does: without a bound, 32 KiB of requests would be answered with 20
        // MiB. All connections at their worst hold 144 × (64 + 40 + 20 + 32) KiB = 22 MiB.
        limits.bytesPerTurn = 64 << 10
        // A head and a body come in one packet each; a probe gives up after a second unless told otherwise.
        limits.headTime = .seconds(5)
        limits.bodyTime = .seconds(5)
        // What Prometheus waits for a scrape unless told otherwise.
        limits.writeTime = .seconds(10)
        // Prometheus scrapes once a minute unless told otherwise, over the connection it has.
        limits.idleTime = .seconds(90)
        return limits
    }()

    // MARK: What a request may hold

    /// Bytes of a body. The API server accepts objects of 3 MiB (`MaxRequestBodyBytes`); a review of an update carries
    /// two, and 2 MiB are left for what stands around them. Beyond: 413.
    package var bodyBytes = 8 << 20
    /// Bytes of a request line with all header fields, names and values. The API server sends about 300; a token or a
    /// proxy's additions fit well. Beyond: 431.
    package var headBytes = 16 << 10
    /// Header fields of a request, and trailer fields apart. The API server sends about 8. Beyond: 431.
    package var headerFields = 64
    /// Bytes of one line that announces a chunk, with its extensions. 16 digits are the most that a length can have.
    /// Beyond: 400.
    package var chunkLineBytes = 256
    /// Levels of maps and lists that an object is followed through where it asks for MIG slices. The deepest template of
    /// any kind we know stands 20 levels deep. Beyond: the object is denied.
    package var objectDepth = 128
    /// MIG resources that all containers of an object may ask for: every slice of 18 nodes with 8 GPUs, each cut into 7.
    /// Beyond: the object is denied.
    package var objectClaims = 1_024
    /// Annotations, fields around pods and environment variables that are gone through, each as often as a pod or container
    /// makes it necessary: 256 for each of `objectClaims`. Beyond: the object is denied.
    package var objectEntries = 1 << 18
    /// Levels that a document may have where nobody reads: what Kubernetes accepts in an object (sigs.k8s.io/json stops at
    /// 10,000) and room for the review around it. Beyond: 400.
    package var documentDepth = 10_000 + 16

    // MARK: What all requests together may hold

    /// Open connections of the process. The API server opens one for each concurrent call and keeps 25 idle; 4,096 leave
    /// room for several of them in a burst, at about 20 KiB each. Beyond: the oldest handshake past `evictionHandshakeTime`
    /// or, without any, the connection that has been idle longest past `evictionIdleTime` makes room, of those that the loop
    /// serves which the new one has come to. Where none may be closed, the new one takes a place of the reserve.
    package var connections = 4_096
    /// Connections beyond those that are only told so: they shake hands, and their first request is answered 503 with
    /// `Retry-After: 1` as soon as its head is there, unless a usual place has become free by then. The API server opens a
    /// connection for a call that waits, which a close would fail and a 503 has it try again. It takes the answer and closes
    /// within some 10 ms, so that 256 turn away 25,000 calls a second, more than all loops shake hands with; they hold 5
    /// MiB. Beyond: one that has neither shaken hands nor asked within `evictionHandshakeTime` makes room or, without any, the
    /// new connection is closed at once.
    package var reserveConnections = 256
    /// How long a connection must have been idle to be closed for a newer one. The API server keeps the connections of its
    /// pool for 90 s and sends the next call over one of them at any moment; a POST that is under way when its connection
    /// closes fails, and is not tried again. What is still open 10 s later is none of the API server's.
    package var evictionIdleTime: Duration = .seconds(100)
    /// How long a handshake must have been under way to be given up for a newer connection. All 4,352 at once take about a
    /// second of one core, and an API server waits for every one of them. The longer this is, the easier it is for peers
    /// that connect and say nothing to take all places: here they must be 4,352 a second.
    package var evictionHandshakeTime: Duration = .seconds(1)
    /// Bytes of bodies that have begun to arrive but are not answered, beyond the first of each: 32 of the largest. Beyond:
    /// 503 with `Retry-After: 1`, on which the API server tries again within its timeout.
    package var bytesInFlight = 256 << 20
    /// Bytes of a body, and over HTTP/2 of all requests of a connection together, that are not counted: a usual review has 3
    /// KiB, and a flood of large ones must not turn it away.
    package var freeBodyBytes = 64 << 10
    /// Bytes of answers that wait for a slow reader before its connection is read no further: about 80 denials, and one
    /// turn's answers more. Connections, at their worst all together, hold 4,352 × (64 + 64 + 20) KiB = 629 MiB beside
    /// `bytesInFlight`; an API server's hold 5. There is no queue of requests: HTTP/1.1 answers each before it looks at the
    /// next, and the kernel keeps what a loop has not read, up to the window that it has granted.
    package var bytesUnsent = 64 << 10

    /// Bytes of answers in one turn beyond which an HTTP/1.1 connection closes, so that requests which came together and
    /// are far shorter than their answers cannot fill the memory. Where reviews are answered none is that short.
    package var bytesPerTurn = Int.max

    // MARK: How long anything may take

    /// From the connection to the end of the TLS handshake, whatever comes meanwhile; the API server gives up after 10 s
    /// itself.
    package var handshakeTime: Duration = .seconds(10)
    /// From the first byte of a request to the end of its header fields. Beyond: 408.
    package var headTime: Duration = .seconds(10)
    /// From the end of the header fields to the end of the body. Beyond: 408.
    package var bodyTime: Duration = .seconds(10)
    /// For a client to take an answer, counted from its last progress.
    package var writeTime: Duration = .seconds(30)
    /// Between two requests. The API server drops its side of an idle connection after 90 s; closing first would break a
    /// call that has just left, which it does not repeat, so this must be more.
    package var idleTime: Duration = .seconds(180)
    /// For a client to notice that the connection ends after the last byte of an answer; what it still sends is thrown away
    /// meanwhile, so that the kernel does not reset the connection under the answer.
    package var lingerTime: Duration = .seconds(2)
    /// For a connection that has just been answered to ask again while the server stops, and so to be told to go elsewhere;
    /// one that was quiet for longer is told without being asked.
    package var stopTime: Duration = .milliseconds(250)
    /// The same for a connection that has not asked yet, counted from its beginning and then from its handshake: clients
    /// connect because they have something to ask.
    package var stopArrivalTime: Duration = .seconds(1)
    /// Taken off the `timeout` that the API server names: it rounds up to whole seconds, and the answer has to travel.
    package var answerMargin: Duration = .milliseconds(200)

    /// A turn of a loop beyond which `/livez` says that the loop is stuck. Turns take milliseconds: 128 events at most, each a
    /// read of 32 KiB with its answers, and four handshakes; nobody waits for an answer longer than 30 s. A kubelet looks
    /// every 10 s and starts a container anew after the third failure unless told otherwise: a minute after a loop has stuck.
    package var turnTime: Duration = .seconds(30)

    // MARK: HTTP/2

    /// Streams that a client may open at once. Their answers wait for a window that the client grants, for `writeTime` at
    /// most: 128 denials of about 800 bytes.
    package var concurrentStreams = 128
    /// Streams that a client may reset in a burst, and afterwards in each second (CVE-2023-44487); beyond, the connection
    /// is closed.
    package var streamResetBurst = 100
    package var streamResetsPerSecond = 33
    /// CONTINUATION frames behind one HEADERS frame (CVE-2024-27316); beyond, the connection is closed. With frames of 16
    /// KiB even two exceed `headBytes`.
    package var continuations = 8
    /// Bytes of one body, and of all bodies of a connection, that may be on their way before the server asks for more. It
    /// asks as they arrive; what they may hold together `bytesInFlight` bounds.
    package var streamWindow = 1 << 20
    package var connectionWindow = 4 << 20

    // MARK: What is kept of a request

    /// Bytes of the uid that an answer repeats; the API server's have 36. Beyond: 400.
    package var uidBytes = 128

    // MARK: Queues behind the requests

    /// Log lines that wait to be written: 25 milliseconds of denials at full load, in 600 KiB. Beyond, lines are dropped and
    /// counted, for a log that nobody reads must not stop the gate.
    package var logQueue = 1_024
    /// Alerts that wait to be looked at, which takes some microseconds each. Beyond, an alert counts only.
    package var alertQueue = 1_024

    package init() {}
}
