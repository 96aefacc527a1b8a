import Glibc
import HTTP
import Telemetry

/// What the connections of one loop share. Confined to the loop's thread.
final class LoopContext {
    let limits: Limits
    let counters: ServerCounters
    /// This loop's own.
    let requests: RequestCounters
    let responder: any Responder
    /// Bytes of bodies in all loops.
    let bytesInFlight: Budget
    /// The places of connections in all loops.
    let places: ConnectionPlaces
    /// Shows others that the loop turns.
    let pulse: LoopPulse
    /// The requests of the connection being served.
    let meter: RequestMeter
    let ownPorts: OwnPorts
    /// The time of this turn.
    private(set) var now = ContinuousClock.now
    /// The same for people.
    private(set) var date = HTTPDate(seconds: time(nil))
    /// Whether clients are asked to go elsewhere.
    var isDraining = false
    /// Where ciphertext of the connection being served arrives. 32 KiB hold the largest TLS record twice.
    let ciphertext = UnsafeMutableRawBufferPointer.allocate(byteCount: 32 << 10, alignment: 16)
    /// Where plaintext of the connection being served arrives: the largest TLS record.
    let plaintext = UnsafeMutableRawBufferPointer.allocate(byteCount: 16 << 10, alignment: 16)
    /// What the connection being served has to say, before it is encrypted.
    var output: [UInt8] = []

    init(
        limits: Limits,
        counters: ServerCounters,
        responder: any Responder,
        bytesInFlight: Budget,
        places: ConnectionPlaces,
        pulse: LoopPulse,
        ownPorts: OwnPorts
    ) {
        self.limits = limits
        self.counters = counters
        self.responder = responder
        self.bytesInFlight = bytesInFlight
        self.places = places
        self.pulse = pulse
        self.ownPorts = ownPorts
        requests = counters.requests.add(RequestCounters())
        meter = RequestMeter(requests)
    }

    deinit {
        // Allocated above, lent to nobody beyond a call.
        ciphertext.deallocate()
        plaintext.deallocate()
    }

    /// Reads the clock, once for each turn.
    func beginTurn() {
        now = .now
        pulse.beginTurn(at: now)
        let seconds = time(nil)
        if seconds != date.seconds {
            date = HTTPDate(seconds: seconds)
        }
    }
}
