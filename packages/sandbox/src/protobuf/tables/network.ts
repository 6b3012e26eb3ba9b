/** Field numbers of the protobuf form of the groups networking and discovery. */

export const networking = `
Ingress metadata=1:meta.ObjectMeta spec=2:IngressSpec status=3:IngressStatus
IngressClass metadata=1:meta.ObjectMeta spec=2:IngressClassSpec
NetworkPolicy metadata=1:meta.ObjectMeta spec=2:NetworkPolicySpec
IngressSpec ingressClassName=4:s? defaultBackend=1:IngressBackend? tls=2:IngressTLS[] rules=3:IngressRule[]
IngressStatus loadBalancer=1:IngressLoadBalancerStatus
IngressClassSpec controller=1:s parameters=2:IngressClassParametersReference?
NetworkPolicySpec podSelector=1:meta.LabelSelector ingress=2:NetworkPolicyIngressRule[]
  egress=3:NetworkPolicyEgressRule[] policyTypes=4:s[]
IngressBackend service=4:IngressServiceBackend? resource=3:core.TypedLocalObjectReference?
IngressTLS hosts=1:s[] secretName=2:s
IngressRule host=1:s 2=IngressRuleValue!
IngressLoadBalancerStatus ingress=1:IngressLoadBalancerIngress[]
IngressClassParametersReference apiGroup=1:s? kind=2:s name=3:s scope=4:s? namespace=5:s?
NetworkPolicyIngressRule ports=1:NetworkPolicyPort[] from=2:NetworkPolicyPeer[]
NetworkPolicyEgressRule ports=1:NetworkPolicyPort[] to=2:NetworkPolicyPeer[]
IngressServiceBackend name=1:s port=2:ServiceBackendPort
IngressRuleValue http=1:HTTPIngressRuleValue?
IngressLoadBalancerIngress ip=1:s hostname=2:s ports=4:IngressPortStatus[]
NetworkPolicyPort protocol=1:s? port=2:either? endPort=3:i?
NetworkPolicyPeer podSelector=1:meta.LabelSelector? namespaceSelector=2:meta.LabelSelector? ipBlock=3:IPBlock?
ServiceBackendPort name=1:s number=2:i
HTTPIngressRuleValue paths=1:HTTPIngressPath[]
IngressPortStatus port=1:i protocol=2:s error=3:s?
IPBlock cidr=1:s except=2:s[]
HTTPIngressPath path=1:s pathType=3:s? backend=2:IngressBackend
`;

export const discovery = `
EndpointSlice metadata=1:meta.ObjectMeta addressType=4:s endpoints=2:Endpoint[] ports=3:EndpointPort[]
Endpoint addresses=1:s[] conditions=2:EndpointConditions hostname=3:s? targetRef=4:core.ObjectReference?
  deprecatedTopology=5:map:s nodeName=6:s? zone=7:s? hints=8:EndpointHints?
EndpointPort name=1:s? protocol=2:s? port=3:i? appProtocol=4:s?
EndpointConditions ready=1:b? serving=2:b? terminating=3:b?
EndpointHints forZones=1:ForZone[]
ForZone name=1:s
`;
