package dev.evenkeel.model;

import java.util.Map;

/// The ids of the DNS zones that load balancers' names stand in, one per region and kind, as AWS
/// publishes them. A region AWS does not have takes those of us-east-1.
public final class HostedZones {
    private static final Pair FALLBACK = new Pair("Z35SXDOTRQ7X7K", "Z26RNL4JYFTOTI");
    private static final Map<String, Pair> BY_REGION =
            Map.ofEntries(
                    zone("us-east-1", "Z35SXDOTRQ7X7K", "Z26RNL4JYFTOTI"),
                    zone("us-east-2", "Z3AADJGX6KTTL2", "ZLMOA37VPKANP"),
                    zone("us-west-1", "Z368ELLRRE2KJ0", "Z24FKFUX50B4VW"),
                    zone("us-west-2", "Z1H1FL5HABSF5", "Z18D5FSROUN65G"),
                    zone("ca-central-1", "ZQSVJUPU6J1EY", "Z2EPGBW3API2WT"),
                    zone("sa-east-1", "Z2P70J7HTTTPLU", "ZTK26PT1VY4CU"),
                    zone("eu-west-1", "Z32O12XQLNTSW2", "Z2IFOLAFXWLO4F"),
                    zone("eu-west-2", "ZHURV8PSTC4K8", "ZD4D7Y8KGAS4G"),
                    zone("eu-west-3", "Z3Q77PNBQS71R4", "Z1CMS0P5QUZ6D5"),
                    zone("eu-central-1", "Z215JYRZR1TBD5", "Z3F0SRJ5LGBH90"),
                    zone("eu-north-1", "Z23TAZ6LKFMNIO", "Z1UDT6IFJ4EJM"),
                    zone("eu-south-1", "Z3ULH7SSC9OV64", "Z23146JA1KNAFP"),
                    zone("ap-northeast-1", "Z14GRHDCWA56QT", "Z31USIVHYNEOWT"),
                    zone("ap-northeast-2", "ZWKZPGTI48KDX", "ZIBE1TIR4HY56"),
                    zone("ap-northeast-3", "Z5LXEXXYW11ES", "Z1GWIQ4HH19I5X"),
                    zone("ap-south-1", "ZP97RAFLXTNZK", "ZVDDRBQ08TROA"),
                    zone("ap-southeast-1", "Z1LMS91P8CMLE5", "ZKVM4W9LS7TM"),
                    zone("ap-southeast-2", "Z1GM3OXH4ZPM65", "ZCT6FZBF4DROD"),
                    zone("ap-east-1", "Z3DQVH9N71FHZ0", "Z12Y7K3UBGUAD1"),
                    zone("me-south-1", "ZS929ML54UICD", "Z3QSRYVP46NYYV"),
                    zone("af-south-1", "Z268VQBMOI5EKX", "Z203XCE67M25HM"));

    private HostedZones() {}

    private record Pair(String application, String network) {}

    /// The zone of Application and Classic Load Balancers.
    public static String application(String region) {
        return BY_REGION.getOrDefault(region, FALLBACK).application();
    }

    /// The zone of Network Load Balancers.
    public static String network(String region) {
        return BY_REGION.getOrDefault(region, FALLBACK).network();
    }

    private static Map.Entry<String, Pair> zone(String region, String application, String network) {
        return Map.entry(region, new Pair(application, network));
    }
}
