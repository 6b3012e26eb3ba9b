module canopy/peers/skydive

go 1.26.0

// The last release whose engine is in the module itself.
require github.com/skydive-project/skydive v0.26.0

require (
	github.com/cnf/structhash v0.0.0-20170702194520-7710f1f78fb9 // indirect
	github.com/fatih/structs v0.0.0-20171020064819-f5faa72e7309 // indirect
	github.com/gogo/protobuf v1.3.1 // indirect
	github.com/hashicorp/go-version v0.0.0-20180322230233-23480c066577 // indirect
	github.com/mailru/easyjson v0.7.0 // indirect
	github.com/mitchellh/hashstructure v0.0.0-20170116052023-ab25296c0f51 // indirect
	github.com/mohae/deepcopy v0.0.0-20170929034955-c48cc78d4826 // indirect
	github.com/nu7hatch/gouuid v0.0.0-20131221200532-179d4d0c4d8d // indirect
	github.com/olivere/elastic v0.0.0-20190204160516-f82cf7c66881 // indirect
	github.com/pierrec/xxHash v0.0.0-20190318091927-d17cb990ad2d // indirect
	github.com/pkg/errors v0.9.1 // indirect
	github.com/pmylund/go-cache v0.0.0-20170722040110-a3647f8e31d7 // indirect
	github.com/tchap/zapext v0.0.0-20180117141735-e61c0c882339 // indirect
	github.com/vishvananda/netns v0.0.0-20180720170159-13995c7128cc // indirect
	go.uber.org/atomic v1.12.0 // indirect
	go.uber.org/multierr v1.11.0 // indirect
	go.uber.org/zap v1.10.0 // indirect
)

// What Skydive's module asks for and its query engine does not need; some of it is no longer to be had.
exclude (
	git.fd.io/govpp.git v0.0.0-20190321220742-345201eedce4
	github.com/GehirnInc/crypt v0.0.0-20170404120257-5a3fafaa7c86
	github.com/Knetic/govaluate v0.0.0-20171022003610-9aa49832a739
	github.com/VerizonDigital/vflow v0.0.0-20190111005900-eb30d936249e
	github.com/abbot/go-http-auth v0.4.0
	github.com/aktau/github-release v0.7.2
	github.com/bennyscetbun/jsongo v0.0.0-20190110163710-9624bef8c57b
	github.com/casbin/casbin v0.0.0-20181031010332-5ff5a6f5e38a
	github.com/cenk/hub v0.0.0-20160527103212-11382a9960d3
	github.com/cenk/rpc2 v0.0.0-20160427170138-7ab76d2e88c7
	github.com/cenkalti/rpc2 v0.0.0-20180727162946-9642ea02d0aa
	github.com/coreos/etcd v3.3.15+incompatible
	github.com/davecgh/go-spew v1.1.1
	github.com/digitalocean/go-libvirt v0.0.0-20190715144809-7b622097a793
	github.com/docker/docker v1.13.1
	github.com/dustin/go-humanize v1.0.0
	github.com/ebay/go-ovn v0.0.0-20190726163905-ca0da4d10c52
	github.com/fortytw2/leaktest v1.3.0
	github.com/fsnotify/fsnotify v1.4.7
	github.com/gima/govalid v0.0.0-20150214172340-7b486932bea2
	github.com/go-swagger/go-swagger v0.20.1
	github.com/go-test/deep v0.0.0-20180509200213-57af0be209c5
	github.com/gobwas/httphead v0.0.0-20171016043908-01c9b01b368a
	github.com/gobwas/pool v0.0.0-20170829094749-32dbaa12caca
	github.com/gobwas/ws v0.0.0-20171112092802-915eed324002
	github.com/golang/protobuf v1.3.2
	github.com/golangci/golangci-lint v1.18.0
	github.com/gomatic/funcmap v0.0.0-20190110133044-62047470c142
	github.com/gomatic/renderizer v1.0.1
	github.com/google/gopacket v1.1.17
	github.com/gophercloud/gophercloud v0.3.0
	github.com/gorilla/context v1.1.1
	github.com/gorilla/handlers v1.4.2
	github.com/gorilla/mux v1.7.0
	github.com/gorilla/websocket v1.4.1
	github.com/gosuri/uitable v0.0.0-20160404203958-36ee7e946282
	github.com/hashicorp/golang-lru v0.5.3
	github.com/hydrogen18/stoppableListener v0.0.0-20151210151943-dadc9ccc400c
	github.com/intel-go/nff-go v0.0.0-20190620122648-8ab691c21da9
	github.com/iovisor/gobpf v0.0.0-20190329163444-e0d8d785d368
	github.com/jbowtie/gokogiri v0.0.0-20190301021639-37f655d3078f
	github.com/jteeuwen/go-bindata v0.0.0-20180305030458-6025e8de665b
	github.com/juju/clock v0.0.0-20190205081909-9c5c9712527c
	github.com/juju/errors v0.0.0-20190806202954-0232dcc7464d
	github.com/juju/retry v0.0.0-20180821225755-9058e192b216
	github.com/juju/testing v0.0.0-20190723135506-ce30eb24acd2
	github.com/juju/utils v0.0.0-20180820210520-bf9cc5bdd62d
	github.com/juju/version v0.0.0-20180108022336-b64dbd566305
	github.com/juju/webbrowser v0.0.0-20160309143629-54b8c57083b4
	github.com/kardianos/osext v0.0.0-20160811001526-c2c54e542fb7
	github.com/kballard/go-shellquote v0.0.0-20180428030007-95032a82bc51
	github.com/libvirt/libvirt-go v0.0.0-20181005092746-9c5bdce3c18f
	github.com/lunixbochs/struc v0.0.0-20180408203800-02e4c2afbb2a
	github.com/lxc/lxd v0.0.0-20171219222704-9907f3a64b6b
	github.com/mattn/go-runewidth v0.0.0-20160315040712-d6bea18f7897
	github.com/mattn/goveralls v0.0.2
	github.com/networkservicemesh/networkservicemesh v0.1.0
	github.com/newtools/ebpf v0.0.0-20190820102627-8b7eaed02eb9
	github.com/nimbess/nimbess-agent v0.0.0-20190919205041-4e6f317ac4fd
	github.com/nlewo/contrail-introspect-cli v0.0.0-20181003135217-0407b60f2edd
	github.com/op/go-logging v0.0.0-20160315200505-970db520ece7
	github.com/peterh/liner v0.0.0-20160615113019-8975875355a8
	github.com/robertkrimen/otto v0.0.0-20161004124959-bf1c3795ba07
	github.com/safchain/ethtool v0.0.0-20190326074333-42ed695e3de8
	github.com/shirou/gopsutil v0.0.0-20180427012116-c95755e4bcd7
	github.com/sirupsen/logrus v1.4.2
	github.com/skydive-project/dede v0.0.0-20180704100832-90df8e39b679
	github.com/skydive-project/goloxi v0.0.0-20190117172159-db2324197a3e
	github.com/socketplane/libovsdb v0.0.0-20160607151822-5113f8fb4d9d
	github.com/spf13/cobra v0.0.5
	github.com/spf13/viper v1.4.0
	github.com/t-yuki/gocover-cobertura v0.0.0-20180217150009-aaee18c8195c
	github.com/tebeka/selenium v0.0.0-20170314201507-657e45ec600f
	github.com/tomnomnom/linkheader v0.0.0-20180905144013-02ca5825eb80
	github.com/vishvananda/netlink v1.0.0
	github.com/voxelbrain/goptions v0.0.0-20180630082107-58cddc247ea2
	github.com/weaveworks/tcptracer-bpf v0.0.0-20170817155301-e080bd747dc6
	github.com/xeipuuv/gojsonpointer v0.0.0-20170225233418-6fe8760cad35
	github.com/xeipuuv/gojsonreference v0.0.0-20150808065054-e02fc20de94c
	github.com/xeipuuv/gojsonschema v0.0.0-20180618132009-1d523034197f
	golang.org/x/crypto v0.0.0-20191011191535-87dc89f01550
	golang.org/x/net v0.0.0-20191014212845-da9a3fd4c582
	golang.org/x/sys v0.0.0-20191010194322-b09406accb47
	golang.org/x/tools v0.0.0-20191017151554-a3bc800455d5
	google.golang.org/genproto v0.0.0-20190926190326-7ee9db18f195
	google.golang.org/grpc v1.23.1
	gopkg.in/errgo.v1 v1.0.0-20161222125816-442357a80af5
	gopkg.in/fsnotify/fsnotify.v1 v1.0.0-20180110053347-c2828203cd70
	gopkg.in/httprequest.v1 v1.0.0-20180209163514-93f8fee4081f
	gopkg.in/macaroon-bakery.v2 v2.0.0-20180209090814-22c04a94d902
	gopkg.in/macaroon.v2 v2.0.0-20171017153037-bed2a428da6e
	gopkg.in/mgo.v2 v2.0.0-20190816093944-a6b53ec6cb22
	gopkg.in/sourcemap.v1 v1.0.0-20160602085544-eef8f47ab679
	gopkg.in/urfave/cli.v2 v2.0.0-20170928224240-b2bf3c5abeb9
	gopkg.in/validator.v2 v2.0.0-20160201165114-3e4f037f12a1
	gopkg.in/yaml.v2 v2.2.4
	istio.io/api v0.0.0-20191029012234-9fe6a7da3673
	istio.io/client-go v0.0.0-20191024204624-13a7366c1cab
	k8s.io/api v0.0.0
	k8s.io/apimachinery v0.0.0
	k8s.io/client-go v10.0.0+incompatible
)
