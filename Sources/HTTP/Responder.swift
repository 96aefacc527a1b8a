/// What answers requests. Each loop has one of its own and calls it on its thread: it may keep buffers, and must neither
/// wait nor do I/O, for it holds up every connection of the loop.
package protocol Responder: AnyObject {
    func respond(to request: Request) -> Response
}
