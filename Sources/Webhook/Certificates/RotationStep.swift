import Kubernetes

/// One step of a rotation: one write, or one wait. What has been done tells what comes next, so that a run may end behind
/// any step, or within one, and the next run goes on.
enum RotationStep: Hashable {
    /// The Secret gets a CA and a certificate, for nobody trusts any other yet.
    case issueBoth(String)
    /// The Secret gets a certificate of the CA that signs.
    case issueLeaf(String)
    /// The Secret gets a CA beside what it has.
    case addAuthority(String)
    /// API servers come to trust every CA of the Secret, and go on trusting what they did.
    case widenTrust
    /// Every API server has seen it.
    case settle
    /// The Secret gets a certificate of the next CA, which signs from now on.
    case switchAuthority
    /// Every replica presents the certificate of the Secret.
    case confirm
    /// The Secret lets go of the CAs that do not sign.
    case dropAuthorities
    /// API servers trust the CA of the Secret and no other.
    case narrowTrust
    /// Nothing is left to do.
    case rest

    /// What it writes, or waits for, in the words of a log.
    func text(_ settings: RotationSettings) -> String {
        let (secret, webhook) = (settings.secretResource.description, settings.webhookResource.description)
        return switch self {
        case .issueBoth(let reason): "\(secret): a new CA and a certificate of it; \(reason)"
        case .issueLeaf(let reason): "\(secret): a new certificate of the same CA; \(reason)"
        case .addAuthority(let reason): "\(secret): a new CA beside what is trusted; \(reason)"
        case .widenTrust: "\(webhook): every CA of the Secret is trusted"
        case .settle: "\(settings.settle.inWords) for every API server to trust the new CA"
        case .switchAuthority: "\(secret): a certificate of the new CA, which signs from now on"
        case .confirm:
            if let replicas = settings.replicas {
                "up to \(settings.wait.inWords) for every replica at \(replicas) to present the new certificate"
            } else {
                "\((settings.settle + settings.wait).inWords) for kubelets to bring the new certificate to every replica"
            }
        case .dropAuthorities: "\(secret): without the CAs of before"
        case .narrowTrust: "\(webhook): the CA of the Secret is trusted, and no other"
        case .rest: "nothing is due"
        }
    }

    /// Whether it only waits.
    var isWait: Bool { self == .settle || self == .confirm }
}
